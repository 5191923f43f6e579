// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.moebench.workload.Catalogue;
import org.moebench.workload.DecodeRealism;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.Realism;
import org.moebench.workload.RequestLengths;

/** Prints what decode workloads and request lengths show beside what they should show. */
final class RealismList {
  private RealismList() {}

  /** Prints all checks; says whether all are kept. */
  static boolean print(PrintStream out) {
    boolean ok = true;
    for (String name : DecodeTraces.names()) {
      ok &= print(out, name, DecodeRealism.check(DecodeTraces.find(name, Catalogue.DEFAULT_SEED)));
    }
    for (String name : RequestLengths.names()) {
      ok &= print(out, name, RequestLengths.find(name).check(Catalogue.DEFAULT_SEED));
    }
    return ok;
  }

  static boolean print(PrintStream out, String name, List<Realism.Check> checks) {
    out.printf(Locale.ROOT, "%-24s %12s %12s %12s%n", name, "value", "reference", "tolerance");
    for (Realism.Check check : checks) {
      out.printf(
          Locale.ROOT,
          "  %-22s %12s %12s %12s  %s%n",
          check.name(),
          shown(check.value()),
          shown(check.reference()),
          shown(check.tolerance()),
          check.ok() ? "ok" : "OUTSIDE");
    }
    return checks.stream().allMatch(Realism.Check::ok);
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.4f" : "%.1f", number);
  }
}
