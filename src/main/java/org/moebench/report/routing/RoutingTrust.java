// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.evidence.Basis;
import org.moebench.result.CeilingSample;

/** What speaks for and against a routing run's figures beyond what every run is asked. */
final class RoutingTrust {
  /** What the figures are judged by. The probe runs alone, so a busy machine slows it too. */
  static final Basis BASIS =
      new Basis(
          "picks (an id and its weight) of the largest batches",
          List.of(new Basis.Probe(CeilingSample.FMA, "one-thread FMA ceiling", "GFLOP/s")));

  /** From this many bytes per call on a kernel is said to allocate. */
  private static final double LEAST_BYTES = 1;

  private final List<RoutingCell> timed;
  private final List<RoutingCell> routed;

  RoutingTrust(RoutingCells cells) {
    this.routed = cells.all().stream().filter(RoutingCell::isTimed).toList();
    this.timed =
        Stream.concat(cells.all().stream(), cells.sorts().stream())
            .filter(RoutingCell::isTimed)
            .toList();
  }

  /** One line for each thing that is off. */
  List<String> warnings() {
    List<RoutingCell> allocating =
        timed.stream().filter(cell -> cell.allocatedBytes().orElse(0) >= LEAST_BYTES).toList();
    if (allocating.isEmpty()) {
      return List.of();
    }
    RoutingCell worst = worst(allocating).orElseThrow();
    return List.of(
        allocating.size()
            + " cell(s) allocated memory, "
            + worst.result().id()
            + " as much as "
            + bytes(worst)
            + " per call: a kernel must allocate nothing, and its times may hold garbage"
            + " collection.");
  }

  /** Facts that a routing run adds. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    allocation().ifPresent(facts::add);
    nearTies().ifPresent(facts::add);
    return facts;
  }

  private Optional<Fact> allocation() {
    if (timed.isEmpty()) {
      return Optional.empty();
    }
    Optional<RoutingCell> worst = worst(timed);
    if (worst.isEmpty()) {
      return Optional.of(new Fact(Tone.WARN, "allocation per call", "not measured"));
    }
    boolean none = worst.get().allocatedBytes().orElse(0) < LEAST_BYTES;
    long measured = timed.stream().filter(cell -> cell.allocatedBytes().isPresent()).count();
    String scope =
        measured == timed.size() ? "every cell" : measured + " of " + timed.size() + " cells";
    String text =
        none
            ? "0 bytes in "
                + scope
                + " (JMH's gc profiler; up to 16 KiB an iteration are JMH's own)"
            : "up to " + bytes(worst.get()) + " (" + worst.get().result().id() + ")";
    return Optional.of(new Fact(none ? Tone.PLAIN : Tone.WARN, "allocation per call", text));
  }

  private Optional<Fact> nearTies() {
    Comparator<RoutingCell> order = Comparator.comparingLong(cell -> cell.nearTies().orElse(0));
    return routed.stream()
        .filter(cell -> cell.nearTies().isPresent())
        .max(order.thenComparingInt(cell -> -cell.tokens()))
        .map(RoutingTrust::nearTies);
  }

  private static Fact nearTies(RoutingCell cell) {
    long ties = cell.nearTies().orElse(0);
    String most =
        ties == 0
            ? "none"
            : "at most "
                + count(ties)
                + " token(s) among the "
                + count(cell.verifiedPicks())
                + " picks that a fork verified ("
                + cell.setting().label()
                + ")";
    return new Fact(
        "near ties",
        most
            + "; a token whose scores lie so close that float32 and double order them differently:"
            + " its experts are compared with the reference on float32 scores");
  }

  private static Optional<RoutingCell> worst(List<RoutingCell> cells) {
    return cells.stream()
        .filter(cell -> cell.allocatedBytes().isPresent())
        .max(Comparator.comparingDouble(cell -> cell.allocatedBytes().orElse(0)));
  }

  private static String bytes(RoutingCell cell) {
    double bytes = cell.allocatedBytes().orElse(Double.NaN);
    return fixed(bytes, bytes < 10 ? 2 : 0) + " bytes";
  }
}
