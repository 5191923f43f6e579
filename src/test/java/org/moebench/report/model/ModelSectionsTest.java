// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.moebench.report.ModelRunBuilder;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Trust;
import org.moebench.result.Status;
import org.moebench.stats.Estimate;

class ModelSectionsTest {
  private static double[] flat(double value) {
    return new double[] {value, value, value};
  }

  private static ModelCells cells(ModelRunBuilder run) {
    return new ModelCells(run.build());
  }

  /** Whole passes of three strategies under the routing set last. */
  private static ModelRunBuilder three(ModelRunBuilder run, double autoRatio) {
    return run.turns("unified-auto", flat(4), flat(autoRatio))
        .turns("unified-tuned", flat(3), flat(2))
        .turns("always-prefill", flat(6), flat(0.5));
  }

  private static List<Block.Row> rows(Section section) {
    return section.blocks().stream()
        .filter(block -> block instanceof Block.Table)
        .flatMap(block -> ((Block.Table) block).rows().stream())
        .toList();
  }

  private static List<List<String>> values(Section section) {
    return rows(section).stream().map(Block.Row::cells).toList();
  }

  private static Section strategies(ModelRunBuilder run) {
    ModelCells cells = cells(run);
    return StrategiesSection.of(cells, ModelVerdict.of(cells), List.of());
  }

  private static Section routings(ModelRunBuilder run) {
    ModelCells cells = cells(run);
    return RoutingsSection.of(cells, ModelVerdict.of(cells));
  }

  @Test
  void changesAreSigned() {
    assertThat(Change.text(new Estimate(1.012, 0.9973, 1.03))).isEqualTo("+1.2% [-0.3, +3.0]");
    assertThat(Change.text(new Estimate(0.9999, Double.NaN, Double.NaN))).isEqualTo("0.0%");
    assertThat(Change.text(ModelCells.UNKNOWN)).isEqualTo("–");
    assertThat(Change.inverse(new Estimate(2, 1, 4))).isEqualTo(new Estimate(0.5, 0.25, 1));
  }

  @Test
  void strategiesStandInTheOrderOfTheirRegistryWithTheirParts() {
    ModelRunBuilder run =
        three(new ModelRunBuilder().stack("mixtral-tiny", "two layers"), 0.75)
            .without("unified-hinted", Status.FAILED, "row 1")
            .part("decode")
            .alone("unified-tuned", flat(0.8))
            .part("prefill")
            .alone("unified-tuned", flat(2.2));
    Section section = strategies(run);
    assertThat(values(section))
        .containsExactly(
            row("always-prefill", "6.00", "1.00×", "+100.0% [+100.0, +100.0]", "–", "–"),
            row("unified-auto", "4.00", "1.50× [1.50, 1.50]", "+33.3% [+33.3, +33.3]", "–", "–"),
            List.of("mixtral-tiny, published", "unified-hinted", "FAILED: row 1"),
            row("unified-tuned", "3.00", "2.00× [2.00, 2.00]", "", "2.20", "0.800"));
    assertThat(rows(section).stream().map(Block.Row::tone))
        .containsExactly(Tone.PLAIN, Tone.PLAIN, Tone.BAD, Tone.GOOD);
    assertThat(section.blocks().toString())
        .contains("mixtral-tiny: two layers", "unified-tuned: the dispatcher, per expert")
        .doesNotContain("manual-branch");
  }

  private static List<String> row(
      String strategy, String ms, String over, String tuned, String prefill, String decode) {
    String interval = "[" + ms + ", " + ms + "]";
    String stack = "mixtral-tiny, published";
    return List.of(stack, strategy, ms, interval, over, tuned, "36", prefill, decode, "2.7");
  }

  @Test
  void formatsAreNamedWhereThereAreSeveral() {
    ModelRunBuilder run = three(new ModelRunBuilder(), 0.75).format("INT8_SYM");
    assertThat(values(strategies(three(run, 0.75))))
        .extracting(row -> row.get(0))
        .containsOnly("mixtral-tiny, published, INT4_SYM", "mixtral-tiny, published, INT8_SYM");
  }

  @Test
  void partsAreComparedAmongThemselves() {
    ModelRunBuilder run = three(new ModelRunBuilder(), 0.75).part("decode");
    run.turns("always-prefill", flat(5), flat(0.2)).turns("unified-tuned", flat(1), flat(5));
    assertThat(values(PartsSection.of(cells(run))))
        .containsExactly(
            List.of(
                "mixtral-tiny, published",
                "decode",
                "always-prefill",
                "5.00",
                "[5.00, 5.00]",
                "1.00×",
                "+400.0% [+400.0, +400.0]"),
            List.of(
                "mixtral-tiny, published",
                "decode",
                "unified-tuned",
                "1.00",
                "[1.00, 1.00]",
                "5.00× [5.00, 5.00]",
                ""));
  }

  @Test
  void routingsStandBesideEachOther() {
    ModelRunBuilder run = three(new ModelRunBuilder(), 0.75).routing("realistic");
    Section same = routings(three(run, 0.8));
    assertThat(values(same))
        .containsExactly(
            List.of("mixtral-tiny", "unified-auto", "1.50× [1.50, 1.50]", "1.60× [1.60, 1.60]"),
            List.of("mixtral-tiny", "unified-tuned", "2.00× [2.00, 2.00]", "2.00× [2.00, 2.00]"));
    assertThat(same.blocks().toString())
        .contains("the same answer: unified-tuned", "2.7 distinct", "3.9 distinct");
  }

  @Test
  void anAnswerThatDependsOnTheRoutingIsSaid() {
    ModelRunBuilder run = three(new ModelRunBuilder(), 0.75).routing("realistic");
    assertThat(routings(three(run, 1.25)).blocks().toString())
        .contains("the answer depends on the routing", "under realistic routing: unified-auto");
    assertThat(routings(new ModelRunBuilder().alone("unified-auto", flat(3))).blocks().toString())
        .contains("No stack was measured under both");
  }

  @Test
  void ratesArePairedWithTheCeilingsOfTheirRounds() {
    ModelRunBuilder run =
        new ModelRunBuilder().ceilings(20, 10, 15).alone("unified-tuned", 5, 10, 5);
    Rates rates = Rates.of(cells(run)).get(0);
    assertThat(rates.gbps()).isCloseTo(10, within(1e-9)); // 50 MB in 5 ms
    assertThat(rates.readShare()).isCloseTo(0.5, within(1e-9)); // 10/20, 5/10, 10/15
    assertThat(rates.gflops()).isCloseTo(2, within(1e-9)); // 10 Mflop in 5 ms
    assertThat(rates.fmaShare()).isCloseTo(0.01, within(1e-9)); // 2/200, 1/100, 2/150
    assertThat(rates.binds()).isEqualTo("no measured ceiling");
  }

  @Test
  void whatBindsIsSaidOfThePartsWhereTheyWereTimed() {
    ModelRunBuilder run =
        new ModelRunBuilder()
            .ceilings(15, 15, 15)
            .alone("unified-tuned", flat(30))
            .part("decode")
            .alone("unified-tuned", flat(4))
            .alone("always-decode", flat(3.9));
    Section section = BindsSection.of(cells(run));
    assertThat(section.blocks().toString())
        .contains("answer=decode: reading weights", "Decode (unified-tuned, 4.00 ms): 12.5 GB/s")
        .contains("83% of the read ceiling");
    assertThat(values(section))
        .extracting(row -> row.get(1) + " " + row.get(2))
        .containsExactly("forward unified-tuned", "decode unified-tuned");
    assertThat(new Rates(null, 1, 0.8, 1, 0.9).binds()).isEqualTo("arithmetic");
    assertThat(new Rates(null, 1, Double.NaN, 1, Double.NaN).binds()).startsWith("not known");
  }

  @Test
  void barsShowEveryRoutingOfAStack() {
    ModelRunBuilder run = three(new ModelRunBuilder(), 0.75).routing("realistic");
    three(run, 0.8).of("deepseek-tiny").alone("unified-auto", flat(3));
    List<Figure> figures = SpeedUpChart.figures(cells(run));
    assertThat(figures).extracting(Figure::name).containsExactly("speed-up-mixtral-tiny");
    assertThat(figures.get(0).alt())
        .contains("unified-auto, published routing: 1.50× [1.50, 1.50].")
        .contains("unified-auto, realistic routing: 1.60× [1.60, 1.60].");
  }

  @Test
  void routingAndPartChooseTheInputs() {
    ModelRunBuilder run = three(new ModelRunBuilder().ceilings(15, 15, 15), 0.75);
    three(run.part("decode"), 0.75);
    three(run.routing("realistic"), 0.75);
    assertThat(new Trust(run.build(), ModelReport.BASIS).warnings()).isEmpty();
  }

  @Test
  void stacksAreDescribed() {
    ModelRunBuilder run = new ModelRunBuilder().stack("mixtral-tiny", "two layers of 8 experts");
    assertThat(values(StacksSection.of(cells(run))))
        .containsExactly(
            List.of(
                "mixtral-tiny",
                "2",
                "two layers of 8 experts",
                "https://example.org/mixtral-tiny"));
    assertThat(StacksSection.of(cells(new ModelRunBuilder())).blocks().toString())
        .contains("do not describe");
  }
}
