// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.RoutingRunBuilder;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Section;
import org.moebench.result.Status;

class RoutingSectionsTest {
  private static RoutingCells cells(RoutingRunBuilder run) {
    return new RoutingCells(run.build());
  }

  private static List<List<String>> rows(Section section) {
    return section.blocks().stream()
        .filter(block -> block instanceof Block.Table)
        .flatMap(block -> ((Block.Table) block).rows().stream())
        .map(Block.Row::cells)
        .toList();
  }

  private static String lastParagraph(RoutingRunBuilder run) {
    List<Block> blocks = PublishedSection.of(cells(run)).blocks();
    return ((Block.Paragraph) blocks.get(blocks.size() - 1)).text();
  }

  private static RoutingRunBuilder staged(double one, double many) {
    return new RoutingRunBuilder()
        .cell("staged", 1, one, one * 1.01, one * 0.99)
        .cell("staged", 101, many, many * 1.01, many * 0.99);
  }

  @Test
  void publishedFiguresStandBesideThoseOfTheSameRouterAndBatch() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .router("deepseek-v3", 0, "256 experts")
            .cell("staged", 32, 5000, 5000, 5000)
            .cell("scalar", 32, 2000, 2000, 2000)
            .router("deepseek-v3-shared", 1, "256 experts, one shared")
            .cell("scalar", 256, 2500, 2500, 2500);
    List<List<String>> rows = rows(PublishedSection.of(cells(run)));
    assertThat(rows).hasSize(6);
    assertThat(rows.get(0)).containsExactly("0", "1", "100.51", "18.41", "5.46×", "not measured");
    assertThat(rows.get(1))
        .containsExactly(
            "0",
            "32",
            "103.53",
            "17.94",
            "5.77×",
            "deepseek-v3",
            "160",
            "scalar",
            "64.0",
            "2.50×",
            "[2.50, 2.50]");
    assertThat(rows.get(5))
        .containsExactly(
            "1",
            "256",
            "129.54",
            "17.74",
            "7.30×",
            "deepseek-v3-shared",
            "–",
            "scalar",
            "640",
            "–",
            "");
  }

  @Test
  void fixedCostIsFoundFromTwoBatches() {
    // a call of 600 + 400 T: 1000 per token at T=1, 406 at T=100
    assertThat(PublishedSection.fixedShare(1000.0 / 406, 1, 100)).isCloseTo(0.6, within(1e-12));
    // 1200 of 1200 + 100 T: 400 per token at T=4, 220 at T=10
    assertThat(PublishedSection.fixedShare(400.0 / 220, 4, 10)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void saysWhetherATokenGetsCheaperInALargerBatch() {
    assertThat(lastParagraph(staged(1000, 505)))
        .contains("1.98× [1.98, 1.98]: a token gets cheaper in a larger batch")
        .contains("50% of the call at T=1 (0.062 µs for each launch) and 0.98% at T=101")
        .endsWith("of the published chain they are 100% at T=1 by the same reckoning.");
    assertThat(lastParagraph(staged(1000, 1200)))
        .endsWith("a token gets dearer in a larger batch, so no fixed cost per call shows.");
    RoutingRunBuilder noisy =
        new RoutingRunBuilder()
            .cell("staged", 1, 1000, 1500, 1200)
            .cell("staged", 8, 1400, 1100, 1150);
    assertThat(lastParagraph(noisy)).endsWith("cannot be told.");
    assertThat(lastParagraph(new RoutingRunBuilder().cell("staged", 1, 9, 9, 9)))
        .startsWith("Whether launches weigh here cannot be told");
  }

  @Test
  void theSortIsAShareOfTheFastestRouting() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .cell("staged", 256, 5000, 5000, 5000)
            .cell("scalar", 256, 2000, 2000, 2000)
            .sort(256, 100, 100, 100)
            .sort(32, 100, 100, 100);
    List<List<String>> rows = rows(SortSection.of(cells(run)));
    assertThat(rows.get(0)).startsWith("deepseek-v3", "32", "1", "100").endsWith("not timed");
    assertThat(rows.get(1)).containsSequence("scalar", "2,000", "5.0%", "[5.0%, 5.0%]");
    assertThat(rows(SortSection.of(cells(new RoutingRunBuilder())))).isEmpty();
  }

  @Test
  void moreWorkersAreComparedWithOneOfTheSameBatchAndVariant() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .cell("staged", 256, 5000, 5100, 4900)
            .cell("scalar", 256, 2000, 2040, 1960)
            .workers(2)
            .cell("staged", 256, 4000, 4080, 3920)
            .cell("scalar", 4096, 1000, 1000, 1000);
    List<Scaling> scaling = Scaling.of(cells(run));
    assertThat(scaling).hasSize(1);
    assertThat(scaling.get(0).speedUp().value()).isCloseTo(1.25, within(1e-9));
    assertThat(RatioCharts.scaling(cells(run)))
        .extracting(Figure::alt)
        .singleElement()
        .asString()
        .contains("staged T=256: 1.25× [1.25, 1.25].");
  }

  @Test
  void resultsShowEveryCellWithItsStatus() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .cell("scalar", 32, 2000, 2000, 2000)
            .cell("staged", 32, 5000, 5000, 5000)
            .without("vector", 32, Status.FAILED, "token 1")
            .allocated(24.0)
            .workers(2)
            .cell("scalar", 32, 1500, 1500, 1500);
    RoutingCells cells = cells(run);
    List<RoutingVerdict> verdicts =
        cells.settings().stream().map(setting -> RoutingVerdict.of(cells, setting)).toList();
    assertThat(rows(ResultsSection.of(cells, verdicts)))
        .containsExactly(
            List.of(
                "fp32",
                "32",
                "1",
                "staged",
                "5,000",
                "[5,000, 5,000]",
                "1.00×",
                "",
                "8",
                "0",
                "passed"),
            List.of(
                "fp32",
                "32",
                "1",
                "scalar",
                "2,000",
                "[2,000, 2,000]",
                "2.50×",
                "[2.50, 2.50]",
                "1",
                "0",
                "passed"),
            List.of("fp32", "32", "1", "vector", "FAILED: token 1"),
            List.of(
                "fp32",
                "32",
                "2",
                "scalar",
                "1,500",
                "[1,500, 1,500]",
                "–",
                "",
                "1",
                "24",
                "passed"));
  }

  @Test
  void theChartOfARouterIsOfTheLogitsWithMostBatches() {
    RoutingRunBuilder run =
        new RoutingRunBuilder()
            .logits("bf16")
            .cell("staged", 1, 5, 5, 5)
            .cell("staged", 32, 5, 5, 5)
            .logits("fp32")
            .cell("staged", 1, 5, 5, 5);
    assertThat(TimeChart.figures(cells(run)))
        .extracting(Figure::name)
        .containsExactly("time-deepseek-v3-bf16");
    run.cell("staged", 8, 5, 5, 5);
    assertThat(TimeChart.figures(cells(run)))
        .extracting(Figure::name)
        .containsExactly("time-deepseek-v3");
  }
}
