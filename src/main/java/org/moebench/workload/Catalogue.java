// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.Map;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/** The workloads that come with the suite: one for each file in the folder {@code datasets}. */
public final class Catalogue {
  /** The recorded histogram: the default workload, and what every other one is compared with. */
  public static final String RECORDED = "recorded-256-31k";

  /** The seed used unless the user gives another. */
  public static final long DEFAULT_SEED = 42;

  private Catalogue() {}

  /** Names of all workloads, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(texts().keySet());
  }

  /**
   * A workload by name.
   *
   * @param seed permutes the experts of generated workloads; recorded ones are always verbatim
   * @throws UserError USAGE with the nearest name if there is no such workload
   */
  public static Workload find(String name, long seed) {
    Map<String, String> texts = texts();
    String text = texts.get(name);
    if (text == null) {
      throw NearestName.unknown("workload", name, texts.keySet());
    }
    return Dataset.parse(name, text).workload(seed);
  }

  /** The rows of {@link #RECORDED}. */
  public static ExpertRows recorded() {
    return find(RECORDED, DEFAULT_SEED).rows();
  }

  private static Map<String, String> texts() {
    return DatasetFolder.read(DatasetFolder.classes());
  }
}
