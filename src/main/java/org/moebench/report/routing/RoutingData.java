// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.List;
import java.util.Optional;
import org.moebench.report.document.CsvTable;
import org.moebench.report.evidence.Comparer;
import org.moebench.report.evidence.RawTables;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** The CSV files of a routing report. */
final class RoutingData {
  private RoutingData() {}

  static List<CsvTable> of(RoutingCells cells, List<RoutingVerdict> verdicts) {
    ResultSet set = cells.set();
    return List.of(
        verdicts(verdicts),
        cells(cells),
        RawTables.forks(set),
        RawTables.samples(set),
        speedUps(cells),
        scaling(cells),
        published(cells),
        sorts(cells),
        RawTables.ceilings(set),
        routers(cells));
  }

  private static CsvTable verdicts(List<RoutingVerdict> verdicts) {
    CsvTable csv =
        new CsvTable(
            "verdicts.csv",
            "router",
            "logits",
            "workers",
            "tokens",
            "decided",
            "fastest",
            "tied_with",
            "speedup_over_staged",
            "low",
            "high",
            "fusing",
            "fusing_low",
            "fusing_high",
            "vectors",
            "vectors_low",
            "vectors_high",
            "vector_variant",
            "level");
    for (RoutingVerdict verdict : verdicts) {
      for (RoutingVerdict.Batch batch : verdict.batches()) {
        CellResult winner = batch.contest().winner();
        List<String> tied = batch.contest().tied().stream().map(CellResult::variant).toList();
        csv.add(
            verdict.setting().router(),
            verdict.setting().logits(),
            verdict.setting().workers(),
            batch.tokens(),
            batch.contest().decided(),
            winner == null ? null : winner.variant(),
            String.join(" ", tied),
            batch.overStaged().value(),
            batch.overStaged().low(),
            batch.overStaged().high(),
            batch.fusing().value(),
            batch.fusing().low(),
            batch.fusing().high(),
            batch.vectors().value(),
            batch.vectors().low(),
            batch.vectors().high(),
            batch.vector(),
            verdict.level());
      }
    }
    return csv;
  }

  private static CsvTable cells(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "cells.csv",
            "id",
            "operation",
            "variant",
            "router",
            "logits",
            "tokens",
            "workers",
            "status",
            "reason",
            "unit",
            "median",
            "low",
            "high",
            "ns_per_token",
            "ns_per_token_low",
            "ns_per_token_high",
            "launches",
            "allocated_bytes",
            "near_ties",
            "forks");
    for (CellResult c : cells.set().cells()) {
      RoutingCell cell = RoutingCell.of(c);
      csv.add(
          c.id(),
          c.operation(),
          c.variant(),
          cell.setting().router(),
          cell.setting().logits(),
          cell.tokens() == 0 ? null : cell.tokens(),
          cell.setting().workers(),
          c.status(),
          c.reason(),
          c.unit(),
          c.median(),
          c.low(),
          c.high(),
          cell.perToken(c.median()),
          cell.perToken(c.low()),
          cell.perToken(c.high()),
          c.launches(),
          cell.allocatedBytes().isPresent() ? cell.allocatedBytes().getAsDouble() : null,
          cell.nearTies().isPresent() ? cell.nearTies().getAsLong() : null,
          c.forks().size());
    }
    return csv;
  }

  private static CsvTable speedUps(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "speedups.csv",
            "router",
            "logits",
            "workers",
            "tokens",
            "variant",
            "speedup_over_staged",
            "low",
            "high");
    for (Setting setting : cells.settings()) {
      Comparer comparer = cells.comparer(Intervals.LEVEL, setting);
      for (RoutingCell cell : cells.timed(setting)) {
        Estimate e = cells.overStaged(cell, comparer);
        csv.add(
            setting.router(),
            setting.logits(),
            setting.workers(),
            cell.tokens(),
            cell.variant(),
            e.value(),
            e.low(),
            e.high());
      }
    }
    return csv;
  }

  private static CsvTable scaling(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "scaling.csv",
            "router",
            "logits",
            "tokens",
            "variant",
            "workers",
            "speedup_over_one",
            "low",
            "high");
    for (Scaling scaling : Scaling.of(cells)) {
      Setting setting = scaling.many().setting();
      csv.add(
          setting.router(),
          setting.logits(),
          scaling.many().tokens(),
          scaling.many().variant(),
          scaling.workers(),
          scaling.speedUp().value(),
          scaling.speedUp().low(),
          scaling.speedUp().high());
    }
    return csv;
  }

  private static CsvTable published(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "published.csv",
            "shared_slots",
            "tokens",
            "published_chain_us",
            "published_fused_us",
            "published_speedup",
            "router",
            "staged_us",
            "fastest",
            "fastest_us",
            "speedup",
            "low",
            "high");
    for (PublishedRouter p : PublishedRouter.ALL) {
      Optional<Setting> setting = PublishedSection.setting(cells, p.shared());
      Optional<RoutingCell> staged =
          setting.flatMap(s -> cells.timed(s, p.tokens(), Variants.STAGED));
      Optional<RoutingCell> fastest = setting.flatMap(s -> cells.fastest(s, p.tokens()));
      Estimate gain =
          fastest.map(f -> PublishedSection.gain(cells, f)).orElse(RoutingCells.UNKNOWN);
      csv.add(
          p.shared(),
          p.tokens(),
          p.reference(),
          p.fused(),
          p.ratio(),
          setting.map(Setting::router).orElse(null),
          staged.map(PublishedSection::microseconds).orElse(null),
          fastest.map(RoutingCell::variant).orElse(null),
          fastest.map(PublishedSection::microseconds).orElse(null),
          gain.value(),
          gain.low(),
          gain.high());
    }
    return csv;
  }

  private static CsvTable sorts(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "sort.csv",
            "router",
            "tokens",
            "workers",
            "sort_ns_per_token",
            "fastest_routing",
            "routing_ns_per_token",
            "share",
            "low",
            "high");
    for (RoutingCell sort : cells.sorts()) {
      Optional<RoutingCell> routing =
          sort.isTimed() ? cells.fastest(sort.setting(), sort.tokens()) : Optional.empty();
      Estimate share =
          routing.map(r -> SortSection.share(cells, sort, r)).orElse(RoutingCells.UNKNOWN);
      csv.add(
          sort.setting().router(),
          sort.tokens(),
          sort.setting().workers(),
          sort.isTimed() ? sort.perToken() : null,
          routing.map(RoutingCell::variant).orElse(null),
          routing.map(RoutingCell::perToken).orElse(null),
          share.value(),
          share.low(),
          share.high());
    }
    return csv;
  }

  private static CsvTable routers(RoutingCells cells) {
    CsvTable csv =
        new CsvTable(
            "routers.csv",
            "name",
            "title",
            "source",
            "experts",
            "slots",
            "shared_slots",
            "groups",
            "kept_groups",
            "scoring",
            "biased",
            "hashed",
            "summary");
    cells
        .infos()
        .forEach(
            r ->
                csv.add(
                    r.name(),
                    r.title(),
                    r.source(),
                    r.experts(),
                    r.slots(),
                    r.sharedSlots(),
                    r.groups(),
                    r.keptGroups(),
                    r.scoring(),
                    r.biased(),
                    r.hashed(),
                    r.summary()));
    return csv;
  }
}
