// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * What a user says of the workload that a trace becomes.
 *
 * @param hidden D, width of input and output of a layer of the model; 0 if not stated
 * @param intermediate I, width between up and down of one expert; 0 if not stated
 * @param replace whether a workload of that name is replaced
 */
public record RecordedOptions(int hidden, int intermediate, boolean replace) {
  static final int USUAL_HIDDEN = 2048;
  static final int USUAL_INTERMEDIATE = 1024;

  /** Nothing stated, nothing replaced. */
  public static RecordedOptions usual() {
    return new RecordedOptions(0, 0, false);
  }

  /** D, the usual one if not stated. */
  int hiddenOrUsual() {
    return hidden == 0 ? USUAL_HIDDEN : hidden;
  }

  /** I, the usual one if not stated. */
  int intermediateOrUsual() {
    return intermediate == 0 ? USUAL_INTERMEDIATE : intermediate;
  }

  /** Where the two widths come from, one line. */
  String sizes() {
    if (hidden > 0 == intermediate > 0) {
      return "%s: %d x %d"
          .formatted(
              hidden > 0 ? "as given" : "not stated", hiddenOrUsual(), intermediateOrUsual());
    }
    return hidden > 0
        ? "D %d as given, I not stated: %d".formatted(hidden, intermediateOrUsual())
        : "D not stated: %d, I %d as given".formatted(hiddenOrUsual(), intermediate);
  }
}
