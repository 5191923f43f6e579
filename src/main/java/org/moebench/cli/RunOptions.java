// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import picocli.CommandLine.Option;

/** Options of every command that measures. */
final class RunOptions {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "How much to run: smoke, quick or full (default: ${DEFAULT-VALUE}).")
  private String preset;

  @Option(names = "--rounds", paramLabel = "N", description = "Rounds, one fork per cell in each.")
  private Integer rounds;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of inputs and orders.")
  private Long seed;

  @Option(
      names = "--dry-run",
      description = "Print what would run, in how much memory and time; measure nothing.")
  private boolean dryRun;

  String preset() {
    return preset;
  }

  /** Rounds; {@code null} if not given. */
  Integer rounds() {
    return rounds;
  }

  /** Seed; {@code null} if not given. */
  Long seed() {
    return seed;
  }

  boolean dryRun() {
    return dryRun;
  }
}
