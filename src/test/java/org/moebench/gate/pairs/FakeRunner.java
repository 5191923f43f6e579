// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.run.Timing;

/** Forks without processes: what each gives is said by the test; what ran is written down. */
class FakeRunner implements ForkRunner {
  /** What a fork gives. */
  interface Answer {
    /**
     * @param fork number of this arm's fork of this cell, from 0
     */
    Result of(GateCell cell, Arm arm, int fork);
  }

  final List<String> ran = new ArrayList<>();
  private final Answer answer;

  FakeRunner(Answer answer) {
    this.answer = answer;
  }

  /** Every fork takes two seconds. */
  static FakeRunner steady() {
    return new FakeRunner((cell, arm, fork) -> quiet());
  }

  @Override
  public Result run(GateCell cell, Arm arm) {
    String name = cell.id() + " " + arm.name();
    int before = (int) ran.stream().filter(name::equals).count();
    ran.add(name);
    return answer.of(cell, arm, before);
  }

  static Result quiet() {
    return steal(0.0);
  }

  static Result steal(double share) {
    return new Result(new ForkTimes(List.of(10.0, 11.0, 12.0), share, 0L, 0.0, 2), null);
  }

  static Result failed(Kind kind, String reason) {
    return new Result(null, new Failure(kind, reason));
  }

  static GateCell cell(String id) {
    return new GateCell(
        id,
        id.startsWith(GateCell.CONTROL) ? GateCell.CONTROL : "gemm",
        "org.moebench.gate.pairs.PairSubject.call",
        Map.of(),
        Bottleneck.COMPUTE,
        new Timing(1, 1, 3, 1),
        64,
        5);
  }

  static Arm arm(String name) {
    return new Arm(name, Path.of(name + ".jar"), Path.of("base.jar"), Map.of());
  }
}
