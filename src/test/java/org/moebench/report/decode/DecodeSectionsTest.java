// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.DecodeRunBuilder;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;
import org.moebench.result.Status;

class DecodeSectionsTest {
  private static DecodeRun run(DecodeRunBuilder builder) {
    return DecodeRun.of(builder.build());
  }

  private static DecodeRunBuilder builder() {
    return new DecodeRunBuilder().ceilings(10, 10, 10);
  }

  private static double[] flat(double time) {
    return new double[] {time, time, time};
  }

  private static List<List<String>> rows(Section section) {
    return section.blocks().stream()
        .filter(block -> block instanceof Block.Table)
        .flatMap(block -> ((Block.Table) block).rows().stream())
        .map(Block.Row::cells)
        .toList();
  }

  @Test
  void bandwidthShowsBytesRateAndShares() {
    DecodeRun run =
        run(builder().rows(1, 2, flat(1)).without(2, Status.SKIPPED, "needs 20 GiB of heap"));
    assertThat(rows(BandwidthSection.of(run, List.of())))
        .containsExactly(
            List.of(
                "INT8_SYM",
                "1",
                "8",
                "7.63 MiB",
                "1.00",
                "[1.00, 1.00]",
                "8.00",
                "80.0% [80.0, 80.0]",
                "75%"),
            List.of("INT8_SYM", "2", "SKIPPED: needs 20 GiB of heap"));
  }

  @Test
  void timesOfBothKernelsStandBesideWhatMoreRowsCost() {
    DecodeRun run = run(builder().rows(1, 2, flat(1)).rows(4, 0.8, flat(1.5)));
    assertThat(rows(CrossoverSection.of(run, List.of())))
        .containsExactly(
            List.of(
                "INT8_SYM",
                "1",
                "1.00",
                "[1.00, 1.00]",
                "2.00",
                "[2.00, 2.00]",
                "2.00× [2.00, 2.00]"),
            List.of(
                "INT8_SYM",
                "4",
                "1.50",
                "[1.50, 1.50]",
                "1.20",
                "[1.20, 1.20]",
                "0.80× [0.80, 0.80]"),
            List.of("INT8_SYM", "1.50×"));
  }

  @Test
  void thresholdsStandBesideThePublishedOnes() {
    DecodeRunBuilder builder =
        builder()
            .rows(1, 2, flat(1))
            .rows(8, 1.5, flat(1))
            .rows(32, 0.5, flat(1))
            .format("INT2_SYM")
            .rows(1, 2, flat(1))
            .rows(4, 0.5, flat(1))
            .format("FP8_E4M3")
            .rows(1, 2, flat(1));
    assertThat(rows(ThresholdsSection.of(run(builder))))
        .containsExactly(
            List.of(
                "INT8_SYM", "3072", "1536", "13", "[13, 13]", "32", "16", "4", "1.50× at 8 rows"),
            List.of("INT2_SYM", "3072", "1536", "2", "[2, 2]", "4", "4", "4", "2.00× at 4 rows"),
            List.of(
                "FP8_E4M3",
                "3072",
                "1536",
                "fewer than two numbers of rows were timed with both kernels"));
    assertThat(rows(ThresholdsSection.brief(run(builder))).get(0))
        .containsExactly("INT8_SYM", "13 [13, 13]", "16", "1.50× at 8 rows");
  }

  @Test
  void shapesAreNamedWhereThereAreSeveral() {
    DecodeRunBuilder builder = builder().rows(1, 2, flat(1)).rows(2, 0.5, flat(1));
    assertThat(CrossoverChart.figures(run(builder)))
        .extracting(Figure::title)
        .containsExactly("INT8_SYM: decode kernel no slower up to 1 [1, 1] rows per expert");
    builder.shape(768, 2048).rows(1, 3, flat(1)).rows(2, 2, flat(1));
    assertThat(CrossoverChart.figures(run(builder)))
        .extracting(Figure::title)
        .containsExactly(
            "INT8_SYM 3072x1536: decode kernel no slower up to 1 [1, 1] rows per expert",
            "INT8_SYM 768x2048: decode kernel no slower up to at least 2 rows per expert");
    assertThat(BandwidthChart.figures(run(builder)))
        .extracting(Figure::name)
        .containsExactly("bandwidth-3072x1536", "bandwidth-768x2048");
  }

  @Test
  void chartsSayTheirFigures() {
    DecodeRun run = run(builder().rows(1, 2, flat(1)).rows(4, 0.5, flat(2)));
    assertThat(BandwidthChart.figures(run).get(0).alt())
        .contains("read ceiling 10.0 GB/s")
        .contains("INT8_SYM 1 row: 8.00 GB/s, 80% of the ceiling. INT8_SYM 4 rows: 4.00 GB/s");
    assertThat(CrossoverChart.figures(run).get(0).alt())
        .contains("1 row: decode 1.00, prefill 2.00. 4 rows: decode 2.00, prefill 1.00.");
  }

  @Test
  void decodeWorkloadsShowEveryStrategy() {
    DecodeRunBuilder builder =
        builder()
            .trace("olmoe-decode", "8", "unified-tuned", "always-prefill", 3, flat(1))
            .withoutTrace("olmoe-decode", "8", "unified-auto", Status.FAILED, "row 1")
            .trace("olmoe-decode", "azure-conv-23", "always-prefill", null, 1, flat(4));
    DecodeRun run = run(builder);
    assertThat(rows(TracesSection.of(run, List.of())))
        .containsExactly(
            List.of(
                "olmoe-decode B=8",
                "INT8_SYM 3072x1536",
                "–",
                "–",
                "unified-auto",
                "FAILED: row 1"),
            List.of(
                "olmoe-decode B=8",
                "INT8_SYM 3072x1536",
                "8.0",
                "1.00",
                "unified-tuned",
                "1.00",
                "[1.00, 1.00]",
                "8.00",
                "80.0% [80.0, 80.0]",
                "3.00× [3.00, 3.00]"),
            List.of(
                "olmoe-decode azure-conv-23",
                "INT8_SYM 3072x1536",
                "8.0",
                "1.00",
                "always-prefill",
                "4.00",
                "[4.00, 4.00]",
                "2.00",
                "20.0% [20.0, 20.0]",
                "1.00×"));
    assertThat(TracesSection.of(run, List.of()).blocks().toString())
        .contains("unified-tuned is fastest", "only always-prefill was timed");
    assertThat(TracesChart.figures(run).get(0).alt())
        .contains("olmoe B=8 unified-tuned: 3.00× [3.00, 3.00].");
  }

  @Test
  void dispatchingIsShownAsAShareOfTheShortestCall() {
    DecodeRunBuilder builder =
        builder()
            .rows(1, 2, flat(1))
            .dispatch("plan", 64, flat(300))
            .dispatch("plan", 128, flat(600))
            .dispatch("unified-auto", 128, flat(400))
            .dispatch("unified-tuned", 128, flat(2));
    assertThat(rows(DispatchSection.of(run(builder))).get(2))
        .containsExactly("128", "128", "rule of unified-auto", "400", "[400, 400]");
    assertThat(DispatchSection.fact(run(builder)).orElseThrow().value())
        .isEqualTo(
            "with 128 experts the plan takes 600 ns, the slowest rule (unified-auto) 400 ns: 0.10%"
                + " of the shortest call timed (1.00 ms)");
    assertThat(DispatchSection.fact(run(builder().dispatch("unified-auto", 8, flat(2))))).isEmpty();
  }

  @Test
  void theWorkspaceCacheIsWorthWhatItsTurnsSay() {
    assertThat(rows(WorkspaceSection.of(run(builder().workspace(1.25, flat(1))))))
        .containsExactly(
            List.of(
                "INT8_SYM 3072x1536",
                "1",
                "1.00",
                "1.25",
                "1.25× [1.25, 1.25]",
                "faster with the cache"));
    assertThat(WorkspaceSection.fact(run(builder().workspace(1, flat(1)))).orElseThrow().value())
        .endsWith("no gain of 1% or more");
    assertThat(WorkspaceSection.fact(run(builder().workspace(1.25, 1))).orElseThrow().value())
        .endsWith("cannot tell");
  }
}
