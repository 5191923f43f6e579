// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.swiglu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.SwigluRunBuilder;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Trust;
import org.moebench.result.Status;

class SwigluSectionsTest {
  private static SwigluCells cells(SwigluRunBuilder run) {
    return new SwigluCells(run.build());
  }

  private static SwigluRunBuilder run() {
    return new SwigluRunBuilder().model("deepseek-v4-flash", "DeepSeek-V4-Flash");
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

  private static String text(Section section) {
    return section.blocks().toString();
  }

  @Test
  void resultsShowWhatALaunchSaves() {
    SwigluRunBuilder run =
        run()
            .cell("fused", 2, flat(800))
            .cell("unfused", 2, flat(1000))
            .without("fused-interleaved", 2, Status.FAILED, "slot 1")
            .threshold(64)
            .cell("fused", 2, flat(900));
    assertThat(rows(ResultsSection.of(cells(run), List.of(), List.of())))
        .containsExactly(
            List.of(
                "INT4_SYM", "2", "11.7", "unfused", "1.00", "[1.00, 1.00]", "1.00×", "", "", ""),
            List.of(
                "INT4_SYM",
                "2",
                "11.7",
                "fused",
                "0.800",
                "[0.800, 0.800]",
                "1.25× [1.25, 1.25]",
                "2",
                "100 [100, 100]",
                "96.0 KiB"),
            List.of("INT4_SYM", "2", "–", "fused-interleaved", "FAILED: slot 1"));
  }

  @Test
  void publishedFiguresStandBesideThoseOfTheSameModel() {
    SwigluRunBuilder run =
        new SwigluRunBuilder()
            .of("olmoe")
            .cell("unfused", 1, flat(300))
            .cell("fused", 1, flat(100))
            .of("deepseek-v4-flash")
            .cell("unfused", 1, flat(300))
            .cell("fused", 1, flat(200))
            .cell("fused-interleaved", 1, flat(150));
    List<List<String>> rows = rows(PublishedSection.of(cells(run)));
    assertThat(rows).hasSize(5);
    assertThat(rows.get(0)).containsExactly("1", "34.2", "34.6", "1.012×", "2.00× [2.00, 2.00]");
    assertThat(rows.get(4)).containsExactly("8", "75.2", "75.2", "1.000×", "not measured");
    assertThat(text(PublishedSection.of(cells(run))))
        .contains("4.3 to 8.6 ms", "0.34 ms per token at B=1", "13 to 25 times less than claimed");
  }

  @Test
  void bandwidthIsPairedWithTheCeilingOfItsRound() {
    SwigluRunBuilder run =
        run().ceilings(20, 10, 15).cell("unfused", 1, 500, 1000, 500).launch(flat(5));
    Bandwidth b = Bandwidth.of(cells(run)).get(0);
    assertThat(b.gbps()).isCloseTo(12, within(1e-9));
    assertThat(b.readShare()).isCloseTo(0.6, within(1e-9)); // 12/20, 6/10, 12/15
    assertThat(b.fmaShare()).isCloseTo(6 * 6 * 1024 * 512 / 0.5e6 / 200, within(1e-9));
    assertThat(b.launchShare()).isCloseTo(0.04, within(1e-9));
    assertThat(BindsSection.answer(b)).startsWith("no measured ceiling binds");
  }

  @Test
  void whatBindsIsNamedWithItsEvidence() {
    SwigluRunBuilder run =
        run()
            .ceilings(15, 15, 15)
            .launch(flat(5))
            .cell("unfused", 1, flat(500))
            .cell("fused", 1, flat(450));
    assertThat(text(BindsSection.of(cells(run), List.of())))
        .contains("reading weights binds", "80% of the read ceiling", "are 4.0%")
        .contains("Fused saves 10.0% [10.0, 10.0] of the time; the 2 launches saved explain 2.0%");
    assertThat(BindsSection.answer(new Bandwidth(null, 1, 0.8, 0.9, 0)))
        .isEqualTo("arithmetic binds");
    assertThat(BindsSection.answer(new Bandwidth(null, 1, Double.NaN, Double.NaN, 0)))
        .startsWith("not known");
  }

  @Test
  void sortingComparesThresholdsAndKnowsWhenBothAreAlike() {
    SwigluRunBuilder run =
        run().cell("fused", 1, flat(400)).cell("fused", 4, flat(1000)).threshold(64);
    run.cell("fused", 1, flat(400)).cell("fused", 4, flat(1200)).cell("fused", 6, flat(1200));
    List<List<String>> rows = rows(SortingSection.of(cells(run)));
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0)).endsWith("1.00× [1.00, 1.00], both alike");
    assertThat(rows.get(1)).contains("1.05").endsWith("1.20× [1.20, 1.20]");
    assertThat(text(SortingSection.of(cells(run().cell("fused", 1, 4, 4, 4)))))
        .contains("No variant was timed at two sort thresholds");
  }

  @Test
  void memoryHeldTwiceShows() {
    SwigluRunBuilder run = run().cell("unfused", 1, flat(5)).cell("fused", 1, flat(5));
    assertThat(text(MemorySection.of(cells(run)))).contains("Joined weights replace the originals");
    run.joinedBytes(512_000_000).cell("fused-interleaved", 1, flat(5));
    assertThat(text(MemorySection.of(cells(run))))
        .contains("fused-interleaved holds 2.00× the weights of unfused");
    assertThat(text(MemorySection.of(cells(run().cell("fused", 1, flat(5))))))
        .contains("No variant can be compared with unfused");
  }

  @Test
  void theRestOfALayerIsBesideItsSwitchGlu() {
    SwigluRunBuilder run =
        run()
            .cell("fused", 1, flat(300))
            .layer("unfused", 1, flat(500))
            .layer("fused", 1, flat(400));
    List<List<String>> rows = rows(LayerSection.of(cells(run)));
    assertThat(rows.get(0)).containsSequence("unfused", "0.500").containsSequence("–", "–");
    assertThat(rows.get(1))
        .containsSequence("0.300", "25.0%", "[25.0%, 25.0%]", "1.25× [1.25, 1.25]");
  }

  @Test
  void shardingIsComparedWithOneRank() {
    SwigluRunBuilder run =
        run()
            .workers(1)
            .sharded("fused", 8, 1, flat(1000))
            .sharded("fused", 8, 2, flat(625))
            .allReduce(8, 2, flat(25))
            .withoutRanks("fused", 8, 4, "I cannot be split");
    List<List<String>> rows = rows(ShardingSection.of(cells(run)));
    assertThat(rows.get(0)).containsSequence("1", "1", "1.00", "[1.00, 1.00]", "1.00×", "–", "–");
    assertThat(rows.get(1)).containsSequence("1.60× [1.60, 1.60]", "25.0", "4.0%", "64.0 KiB");
    assertThat(rows.get(2)).endsWith("SKIPPED: I cannot be split");
    run.workers(1).sharded("fused", 8, 4, flat(2000));
    assertThat(text(ShardingSection.of(cells(run))))
        .contains("Up to 4 workers of all ranks shared 2 processors");
  }

  @Test
  void chartsHaveAFigurePerModelAndVariant() {
    SwigluRunBuilder run =
        run()
            .ceilings(15, 15, 15)
            .cell("unfused", 1, flat(500))
            .cell("fused", 1, flat(400))
            .cell("unfused", 8, flat(2500))
            .format("FP8_E4M3")
            .cell("unfused", 1, flat(500))
            .cell("fused", 1, flat(250));
    assertThat(RatioChart.figures(cells(run)))
        .extracting(Figure::alt)
        .singleElement()
        .asString()
        .contains("INT4_SYM B=1: 1.25× [1.25, 1.25]. FP8_E4M3 B=1: 2.00× [2.00, 2.00].");
    assertThat(BandwidthChart.figures(cells(run)))
        .extracting(Figure::alt)
        .singleElement()
        .asString()
        .contains("INT4_SYM B=1: 100% (fused). INT4_SYM B=8:");
  }

  @Test
  void differentInputsOfOneConcurrencyAreAWarning() {
    SwigluRunBuilder run =
        run()
            .ceilings(15, 15, 15)
            .cell("unfused", 1, flat(5))
            .inputs("b")
            .cell("fused", 2, flat(5));
    run.workers(1)
        .sharded("fused", 2, 2, flat(5))
        .workers(2)
        .inputs("c")
        .layer("fused", 2, flat(5));
    assertThat(new Trust(run.build(), SwigluReport.BASIS).warnings()).isEmpty();
    run.inputs("d").cell("fused", 1, flat(5));
    assertThat(new Trust(run.build(), SwigluReport.BASIS).warnings())
        .singleElement()
        .asString()
        .contains("ran on different inputs");
  }
}
