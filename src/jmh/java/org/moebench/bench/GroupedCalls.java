// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import org.moebench.moe.Dispatcher;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.Phase;
import org.moebench.moe.PhaseRule;
import org.moebench.result.Correctness;
import org.moebench.tensor.ExpertRows;
import org.moebench.tensor.Rows;
import org.moebench.verify.GroupedVerifier;
import org.openjdk.jmh.annotations.CompilerControl;

/** One of the variants that take turns in a fork: computes the calls of a list again and again. */
final class GroupedCalls {
  private final Dispatcher dispatcher;
  private final Phase phase;
  private final ExpertRows[] calls;
  private final Rows input;
  private final Rows output;
  private final GroupedVerifier verifier;
  private int next;
  private ExpertRows last;

  /**
   * Allocates the output.
   *
   * @param gemm computes the calls
   * @param auto decides where the phase is {@link Phase#AUTO}
   * @param phase what the dispatcher is told of every call
   * @param calls rows per expert of each call
   * @param input activations, as many rows as the largest call
   */
  GroupedCalls(GroupedGemm gemm, PhaseRule auto, Phase phase, List<ExpertRows> calls, Rows input) {
    dispatcher = new Dispatcher(gemm, auto);
    this.phase = phase;
    this.calls = calls.toArray(new ExpertRows[0]);
    this.input = input;
    output = Rows.allocate(input.count(), gemm.weights().n());
    verifier = new GroupedVerifier(gemm.weights());
    last = this.calls[0];
  }

  // One compilation serves the warm-up and the timed loop.
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  void call() {
    last = calls[next];
    next = next + 1 < calls.length ? next + 1 : 0;
    dispatcher.run(phase, last, input, output);
  }

  /** The next call, verified. */
  Correctness verify() {
    return verifier.run(this::call, calls[next], input, output);
  }

  /** Compares the output of the last call as it is. */
  Correctness compare() {
    return verifier.compare(last, input, output);
  }

  /** Results of the last call. */
  Rows output() {
    return output;
  }

  /** Place in the list of the next call. */
  int next() {
    return next;
  }

  /** Continues at that place of the list. */
  void continueAt(int place) {
    next = place;
  }
}
