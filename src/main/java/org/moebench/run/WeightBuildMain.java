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

  /** Takes folder, threads and the files, each as {@link #text}. */
  public static void main(String[] args) {
    WeightStore store =
        new WeightStore(
            Path.of(args[0]), Integer.parseInt(args[1]), line -> System.out.println(SAYS + line));
    try {
      for (int i = 2; i < args.length; i++) {
        store.ensure(spec(args[i]));
      }
    } catch (UserError e) {
      System.out.println(e.getMessage());
      System.exit(e.status().code());
    }
  }

  /** A file as an argument: format, experts, n, k, group and seed. */
  static String text(WeightSpec spec) {
    return "%s:%d:%d:%d:%d:%d"
        .formatted(spec.format(), spec.experts(), spec.n(), spec.k(), spec.group(), spec.seed());
  }

  /** The inverse of {@link #text}. */
  static WeightSpec spec(String text) {
    String[] parts = text.split(":", -1);
    return new WeightSpec(
        QuantFormat.of(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Integer.parseInt(parts[4]),
        Long.parseLong(parts[5]));
  }
}
