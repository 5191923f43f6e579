// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.moebench.report.document.CsvTable;
import org.moebench.report.evidence.Comparison;
import org.moebench.report.evidence.RawTables;
import org.moebench.result.CellResult;
import org.moebench.result.ResultSet;
import org.moebench.stats.Estimate;

/** The CSV files of a SwitchGLU report. */
final class SwigluData {
  private SwigluData() {}

  static List<CsvTable> of(SwigluCells cells, List<SwigluVerdict> verdicts) {
    ResultSet set = cells.set();
    return List.of(
        verdicts(verdicts),
        cells(cells),
        RawTables.forks(set),
        RawTables.samples(set),
        ratios(cells),
        published(cells),
        BindsSection.csv(cells),
        SortingSection.csv(cells),
        MemorySection.csv(cells),
        LayerSection.csv(cells),
        ShardingSection.csv(cells),
        RawTables.ceilings(set),
        ModelsSection.csv(cells));
  }

  private static CsvTable verdicts(List<SwigluVerdict> verdicts) {
    CsvTable csv =
        new CsvTable(
            "verdicts.csv",
            "model",
            "format",
            "sort_threshold",
            "workers",
            "concurrency",
            "decided",
            "fastest",
            "tied_with",
            "variant",
            "over_unfused",
            "low",
            "high",
            "word",
            "level");
    for (SwigluVerdict verdict : verdicts) {
      for (SwigluVerdict.Batch batch : verdict.batches()) {
        if (batch.overUnfused().isEmpty()) {
          add(csv, verdict, batch, null, null);
        }
        for (Map.Entry<String, Comparison> ratio : batch.overUnfused().entrySet()) {
          add(csv, verdict, batch, ratio.getKey(), ratio.getValue());
        }
      }
    }
    return csv;
  }

  private static void add(
      CsvTable csv,
      SwigluVerdict verdict,
      SwigluVerdict.Batch batch,
      String variant,
      Comparison comparison) {
    CellResult winner = batch.contest().winner();
    Estimate ratio = comparison == null ? SwigluCells.UNKNOWN : comparison.speedUp();
    csv.add(
        verdict.setting().model(),
        verdict.setting().format(),
        verdict.setting().threshold(),
        verdict.setting().workers(),
        batch.concurrency(),
        batch.contest().decided(),
        winner == null ? null : winner.variant(),
        String.join(" ", batch.contest().tied().stream().map(CellResult::variant).toList()),
        variant,
        ratio.value(),
        ratio.low(),
        ratio.high(),
        comparison == null ? null : Word.of(comparison).text(),
        verdict.level());
  }

  private static CsvTable cells(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "cells.csv",
            "id",
            "operation",
            "variant",
            "model",
            "format",
            "concurrency",
            "sort_threshold",
            "ranks",
            "workers",
            "status",
            "reason",
            "unit",
            "median",
            "low",
            "high",
            "launches",
            "slots",
            "distinct_experts",
            "weight_bytes",
            "held_bytes",
            "forks");
    for (CellResult c : cells.set().cells()) {
      SwigluCell cell = SwigluCell.of(c, cells.usualWorkers());
      Map<String, String> params = c.params() == null ? Map.of() : c.params();
      csv.add(
          c.id(),
          c.operation(),
          c.variant(),
          c.workload(),
          c.format(),
          params.get("concurrency"),
          params.get("sortThreshold"),
          params.get("ranks"),
          params.get("workers"),
          c.status(),
          c.reason(),
          c.unit(),
          c.median(),
          c.low(),
          c.high(),
          c.launches(),
          c.rowsUseful(),
          cell.distinctExperts(),
          c.weightBytes(),
          cell.heldBytes().orElse(null),
          c.forks().size());
    }
    return csv;
  }

  private static CsvTable ratios(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "ratios.csv",
            "model",
            "format",
            "sort_threshold",
            "workers",
            "concurrency",
            "variant",
            "over_unfused",
            "low",
            "high",
            "launches_saved",
            "traffic_bytes_saved",
            "us_per_launch_saved",
            "us_low",
            "us_high");
    for (Gain gain : Gain.of(cells)) {
      Setting setting = gain.cell().setting();
      csv.add(
          setting.model(),
          setting.format(),
          setting.threshold(),
          setting.workers(),
          gain.cell().concurrency(),
          gain.cell().variant(),
          gain.ratio().value(),
          gain.ratio().low(),
          gain.ratio().high(),
          gain.launchesSaved(),
          gain.bytesSaved(cells),
          gain.perLaunch().value(),
          gain.perLaunch().low(),
          gain.perLaunch().high());
    }
    return csv;
  }

  private static CsvTable published(SwigluCells cells) {
    CsvTable csv =
        new CsvTable(
            "published.csv",
            "concurrency",
            "published_unfused_tok_s",
            "published_fused_tok_s",
            "published_ratio",
            "model",
            "format",
            "variant",
            "over_unfused",
            "low",
            "high");
    Optional<String> model = PublishedSection.model(cells);
    List<Gain> gains = model.map(m -> PublishedSection.gains(cells, m)).orElse(List.of());
    List<Setting> settings = gains.stream().map(g -> g.cell().setting()).distinct().toList();
    for (PublishedFusion p : PublishedFusion.ALL) {
      if (settings.isEmpty()) {
        csv.add(
            p.concurrency(), p.unfused(), p.fused(), p.ratio(), null, null, null, null, null, null);
      }
      for (Setting setting : settings) {
        Optional<Gain> gain = PublishedSection.fastest(gains, setting, p.concurrency());
        Estimate ratio = gain.map(Gain::ratio).orElse(SwigluCells.UNKNOWN);
        csv.add(
            p.concurrency(),
            p.unfused(),
            p.fused(),
            p.ratio(),
            setting.model(),
            setting.format(),
            gain.map(g -> g.cell().variant()).orElse(null),
            ratio.value(),
            ratio.low(),
            ratio.high());
      }
    }
    return csv;
  }
}
