// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Policy;
import org.moebench.result.ResultFiles;

/** All of a self-test that measures nothing. */
public final class SelfTest {
  private final int runs;
  private final long seed;
  private final Consumer<String> progress;

  /**
   * @param runs gate runs of each kind
   * @param seed of all draws
   * @param progress hears what is being done, a line at a time
   * @throws UserError USAGE if there are no runs
   */
  public SelfTest(int runs, long seed, Consumer<String> progress) {
    if (runs < 1) {
      throw new UserError(ExitStatus.USAGE, "--runs " + runs + ": at least 1 run is needed");
    }
    this.runs = runs;
    this.seed = seed;
    this.progress = progress;
  }

  /**
   * Simulates, and draws virtual runs from measured pairs.
   *
   * @param pairs file of a {@link Collection}; {@code null} for simulated pairs only
   * @param injected file of an {@link InjectedRun} to report too; {@code null} for none
   * @param bias known differences of identical jars, as the gate would be told them
   * @throws UserError BAD_INPUT if the file cannot be used
   */
  public SelfTestResult run(Path pairs, Path injected, Map<String, Double> bias) {
    Policy policy = Policy.standard();
    InjectedRun extra = injected == null ? null : ResultFiles.read(injected, InjectedRun.class);
    CollectedTest.Result collected = null;
    if (pairs != null) { // first: a file that cannot be used should not cost the simulation
      Collection collection = CollectionFiles.read(pairs);
      collected = new CollectedTest(policy, runs, seed).run(collection, bias);
    }
    SyntheticTest.Result synthetic = new SyntheticTest(policy, runs, seed).run(progress);
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return new SelfTestResult(now, runs, seed, synthetic, collected, extra);
  }
}
