// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.Map;

/** Sequence, position and phase of the tokens of an array trace: the same in all layers. */
final class TokenTimes {
  private final String name;
  private final NpyArray sequences;
  private final NpyArray positions;
  private final NpyArray phases;
  private final int split;
  private final TraceProblems problems;

  /**
   * A split the user states goes before phases in the file, and these before its header's split.
   *
   * @param name the file, for messages
   */
  TokenTimes(String name, TraceArrays arrays, TraceOptions options) {
    Map<String, NpyArray> all = arrays.arrays();
    this.name = name;
    this.sequences = all.get(TraceArrays.SEQUENCES);
    this.positions = all.get(TraceArrays.POSITIONS);
    this.phases = options.promptTokens() < 0 ? all.get(TraceArrays.PHASES) : null;
    this.split = options.promptTokens() < 0 ? arrays.stated().phaseSplit() : options.promptTokens();
    this.problems = options.problems();
  }

  /** Fills in the tokens from {@code first} on. What is wrong is reported and counts as 0. */
  void fill(TraceBlock block, long first, int count) {
    for (int i = 0; i < count; i++) {
      long token = first + i;
      block.sequences()[i] =
          sequences == null
              ? 0
              : number(
                  sequences, TraceArrays.SEQUENCES, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
      block.positions()[i] =
          positions == null
              ? (int) token
              : number(positions, TraceArrays.POSITIONS, token, 0, Integer.MAX_VALUE);
      block.phases()[i] = phase(token, block.positions()[i]);
    }
  }

  private byte phase(long token, int position) {
    if (phases != null) {
      return (byte) number(phases, TraceArrays.PHASES, token, 0, TracePhase.values().length - 1);
    }
    if (split < 0) {
      return TracePhase.UNSTATED.code();
    }
    return (position < split ? TracePhase.PROMPT : TracePhase.GENERATED).code();
  }

  private int number(NpyArray array, String what, long token, int least, int most) {
    long number = array.whole(token, 0, 0);
    if (number < least || number > most) {
      problems.report(
          name,
          "token %d, %s".formatted(token, what),
          "%s: expected %d to %d".formatted(array.text(token, 0, 0), least, most));
      return 0;
    }
    return (int) number;
  }
}
