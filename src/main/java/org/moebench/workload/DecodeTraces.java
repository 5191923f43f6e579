// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.Map;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/** The decode workloads of the suite: one for each file in the folder {@code datasets/decode}. */
public final class DecodeTraces {
  private DecodeTraces() {}

  /** Names of all workloads, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(texts().keySet());
  }

  /**
   * A workload by name.
   *
   * @param seed what all its draws follow from
   * @throws UserError USAGE with the nearest name if there is no such workload
   */
  public static DecodeWorkload find(String name, long seed) {
    Map<String, String> texts = texts();
    String text = texts.get(name);
    if (text == null) {
      throw NearestName.unknown("decode workload", name, texts.keySet());
    }
    return new DecodeWorkload(DecodeFile.parse(name, text), seed);
  }

  private static Map<String, String> texts() {
    return DatasetFolder.readDecode(DatasetFolder.classes());
  }
}
