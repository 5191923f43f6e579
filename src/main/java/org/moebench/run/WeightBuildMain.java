// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.workload.WeightSpec;
import org.moebench.workload.WeightStore;

/** The process that {@link WeightBuild} starts. */
final class WeightBuildMain {
  /** Prefix of lines for the user; what comes without it is an error. */
  static final String SAYS = "> ";

  private WeightBuildMain() {}

  /** Takes folder, threads, experts, n, k, group, seed and the formats. */
  public static void main(String[] args) {
    WeightStore store =
        new WeightStore(
            Path.of(args[0]), Integer.parseInt(args[1]), line -> System.out.println(SAYS + line));
    try {
      for (int i = 7; i < args.length; i++) {
        store.ensure(
            new WeightSpec(
                QuantFormat.of(args[i]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                Long.parseLong(args[6])));
      }
    } catch (UserError e) {
      System.out.println(e.getMessage());
      System.exit(e.status().code());
    }
  }
}
