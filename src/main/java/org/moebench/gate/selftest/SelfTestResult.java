// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.util.ArrayList;
import java.util.List;
import org.moebench.fault.ExitStatus;

/**
 * A whole self-test.
 *
 * @param created when, ISO 8601
 * @param runs gate runs of each kind
 * @param seed of all draws
 * @param synthetic simulated pairs
 * @param collected measured pairs of identical jars; {@code null} if none were given
 * @param injected a gate run with real extra work; {@code null} if none was made
 */
public record SelfTestResult(
    String created,
    int runs,
    long seed,
    SyntheticTest.Result synthetic,
    CollectedTest.Result collected,
    InjectedRun injected) {
  /** Everything that had to hold. */
  public List<Target> targets() {
    List<Target> all = new ArrayList<>(synthetic.targets());
    if (collected != null) {
      all.addAll(collected.targets());
    }
    if (injected != null) {
      all.addAll(injected.targets());
    }
    return all;
  }

  /** What did not. */
  public List<Target> missed() {
    return targets().stream().filter(target -> !target.held()).toList();
  }

  /** OK if everything held, else UNRESOLVED. */
  public ExitStatus status() {
    return missed().isEmpty() ? ExitStatus.OK : ExitStatus.UNRESOLVED;
  }
}
