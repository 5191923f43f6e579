// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.NearestName;
import org.moebench.gate.Policy;
import org.moebench.gate.arms.ArmsRequest;

/**
 * A run of the gate as it is asked for.
 *
 * @param arms what is compared
 * @param only patterns of cell ids, {@code *} for anything; empty for all
 * @param scope how many of them
 * @param budgetSeconds time for the build of the base and for measuring; infinity for as long as it
 *     takes
 * @param rules what the exit status depends on
 * @param seed seed of all random orders
 * @param waivers file of waivers; {@code null} for the project's, if it has one
 * @param forceMeasure whether to measure even if both jars are the same bytes
 * @param out output folder
 * @param command the command line that repeats the run
 */
public record GateRequest(
    ArmsRequest arms,
    List<String> only,
    Scope scope,
    double budgetSeconds,
    Rules rules,
    long seed,
    Path waivers,
    boolean forceMeasure,
    Path out,
    String command) {
  /** The same after so many seconds of the budget are gone. */
  GateRequest spent(double seconds) {
    return new GateRequest(
        arms,
        only,
        scope,
        budgetSeconds - seconds,
        rules,
        seed,
        waivers,
        forceMeasure,
        out,
        command);
  }

  /** How many cells are measured. */
  public enum Scope {
    /** The most important ones. */
    QUICK,
    /** All. */
    ALL;

    /**
     * The scope of a name, in lower case.
     *
     * @throws org.moebench.fault.UserError USAGE with the nearest name
     */
    public static Scope of(String name) {
      List<String> names =
          Arrays.stream(values()).map(scope -> scope.name().toLowerCase(Locale.ROOT)).toList();
      if (!names.contains(name)) {
        throw NearestName.unknown("--cells", name, names);
      }
      return values()[names.indexOf(name)];
    }
  }

  /**
   * What the exit status depends on.
   *
   * @param policy the numbers of the test
   * @param strict whether a cell that only the base has fails the run
   * @param requireComparable whether a cell that cannot be compared fails the run
   */
  public record Rules(Policy policy, boolean strict, boolean requireComparable) {}

  /**
   * The policy asked for.
   *
   * @param thorough whether small effects matter more than time
   * @param mostUnresolved most share of cells without an answer; {@code null} for the policy's
   */
  public static Policy policy(boolean thorough, Double mostUnresolved) {
    Policy policy = thorough ? Policy.thorough() : Policy.standard();
    return mostUnresolved == null ? policy : policy.withMostUnresolved(mostUnresolved);
  }
}
