// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.count;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.percent;
import static org.moebench.report.document.Numbers.significant;
import static org.moebench.report.document.Numbers.times;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Column;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.report.evidence.Comparer;
import org.moebench.result.RouterInfo;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;

/** The published figures beside this run's, and what makes them different. */
final class PublishedSection {
  static final String ID = "published";

  private static final String ROUTER = "deepseek-v3";
  private static final double MICROSECONDS = 1e3;

  private static final List<Column> COLUMNS =
      List.of(
          number("shared slots"),
          number("T"),
          number("GPU chain, µs"),
          number("GPU fused, µs"),
          number("GPU speed-up"),
          text("router here"),
          number("staged, µs"),
          text("fastest"),
          number("fastest, µs"),
          number("speed-up"),
          text("95% interval"));

  private PublishedSection() {}

  static Section of(RoutingCells cells) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(theirs()));
    List<Row> rows = PublishedRouter.ALL.stream().map(p -> row(cells, p)).toList();
    blocks.add(
        new Block.Table(
            "Time of one call: " + PublishedRouter.SOURCE + ", and this run",
            COLUMNS,
            rows,
            "published.csv"));
    blocks.add(new Block.Paragraph(ours(cells)));
    return new Section(ID, "Beside the published figures", blocks);
  }

  private static String theirs() {
    double low = fused().min().orElseThrow();
    double high = fused().max().orElseThrow();
    return "The published figures ("
        + PublishedRouter.SOURCE
        + ") are of a GPU, each call synchronized, and these of a processor: only ratios compare."
        + " Theirs are flat in the batch, "
        + significant(low)
        + " to "
        + significant(high)
        + " µs fused from 1 to 256 tokens, so what they time is launches, and what fusing gains"
        + " there is fewer of them.";
  }

  private static DoubleStream fused() {
    return PublishedRouter.ALL.stream().mapToDouble(PublishedRouter::fused);
  }

  private static Row row(RoutingCells cells, PublishedRouter published) {
    List<String> values = new ArrayList<>();
    values.add(String.valueOf(published.shared()));
    values.add(count((long) published.tokens()));
    values.add(fixed(published.reference(), 2));
    values.add(fixed(published.fused(), 2));
    values.add(times(published.ratio()));
    Optional<Setting> setting = setting(cells, published.shared());
    Optional<RoutingCell> fastest = setting.flatMap(s -> cells.fastest(s, published.tokens()));
    if (fastest.isEmpty()) {
      values.add("not measured");
      return new Row(Tone.PLAIN, String.valueOf(published.shared()), values);
    }
    Estimate gain = gain(cells, fastest.get());
    Optional<RoutingCell> staged = cells.timed(setting.get(), published.tokens(), Variants.STAGED);
    values.add(setting.get().label());
    values.add(
        staged.map(PublishedSection::microseconds).map(Numbers::significant).orElse(Numbers.NONE));
    values.add(fastest.get().variant());
    values.add(significant(microseconds(fastest.get())));
    values.add(times(gain.value()));
    values.add(Numbers.interval(gain.low(), gain.high(), 2));
    return new Row(Tone.PLAIN, String.valueOf(published.shared()), values);
  }

  /** This run's cells that the published ones are set beside: the same model and float32. */
  static Optional<Setting> setting(RoutingCells cells, int shared) {
    return cells.baseSettings().stream()
        .filter(setting -> setting.logits().equals(Setting.FP32))
        .filter(setting -> setting.router().equals(router(cells, shared)))
        .findFirst();
  }

  private static String router(RoutingCells cells, int shared) {
    return shared == 0
        ? ROUTER
        : cells.infos().stream()
            .filter(info -> info.sharedSlots() == shared && info.name().startsWith(ROUTER))
            .map(RouterInfo::name)
            .findFirst()
            .orElse("");
  }

  /** Speed-up of a cell over staged, at 95%. */
  static Estimate gain(RoutingCells cells, RoutingCell cell) {
    return cells.overStaged(cell, cells.comparer(Intervals.LEVEL, cell.setting()));
  }

  /** Time of one call in µs. */
  static double microseconds(RoutingCell cell) {
    return cell.result().median() * MICROSECONDS;
  }

  /** What this run shows of launches: does a token get cheaper in larger batches? */
  private static String ours(RoutingCells cells) {
    Optional<Setting> setting = setting(cells, 0);
    List<RoutingCell> staged =
        setting.stream()
            .flatMap(s -> cells.timed(s).stream())
            .filter(cell -> cell.variant().equals(Variants.STAGED))
            .toList();
    if (staged.size() < 2) {
      return "Whether launches weigh here cannot be told: staged was not timed with "
          + ROUTER
          + " at two batch sizes.";
    }
    RoutingCell small = staged.get(0);
    RoutingCell large = staged.get(staged.size() - 1);
    Comparer comparer = cells.comparer(Intervals.LEVEL, setting.get());
    Estimate fall = fall(small, large, comparer);
    StringBuilder text = new StringBuilder("Here ");
    text.append(setting.get().label()).append(" staged takes ");
    text.append(significant(microseconds(small))).append(" µs per call").append(at(small));
    if (small.result().launches() != null) {
      text.append(" (").append(count(small.result().launches())).append(" launches)");
    }
    text.append(", and ").append(significant(microseconds(large))).append(" µs").append(at(large));
    text.append(". Per token that is ").append(significant(small.perToken())).append(" and ");
    text.append(significant(large.perToken())).append(" ns, ");
    text.append(times(fall.value(), fall.low(), fall.high())).append(": ");
    text.append(meaning(fall, small, large));
    return text.toString();
  }

  /** Time per token of the small batch over that of the large one. */
  private static Estimate fall(RoutingCell small, RoutingCell large, Comparer comparer) {
    Estimate calls = comparer.compare(small.result(), large.result()).speedUp();
    double scale = (double) large.tokens() / small.tokens();
    return new Estimate(calls.value() * scale, calls.low() * scale, calls.high() * scale);
  }

  private static String meaning(Estimate fall, RoutingCell small, RoutingCell large) {
    if (!(fall.low() > 1)) {
      return fall.high() < 1
          ? "a token gets dearer in a larger batch, so no fixed cost per call shows."
          : "whether a token gets cheaper in a larger batch, as fixed cost per call would have it,"
              + " cannot be told.";
    }
    double fixed = fixedShare(fall.value(), small.tokens(), large.tokens());
    double ofLarge = fixed * small.result().median() / large.result().median();
    return "a token gets cheaper in a larger batch. If its own work costs the same in both,"
        + " launches and other fixed cost are "
        + share(fixed)
        + " of the call"
        + at(small)
        + perLaunch(fixed, small)
        + " and "
        + share(ofLarge)
        + at(large)
        + "; of the published chain they are "
        + share(publishedFixedShare())
        + " at T=1 by the same reckoning.";
  }

  /**
   * Fixed cost as a share of the small call, if a call costs {@code a + b·tokens}.
   *
   * @param fall time per token of the small call over that of the large one
   */
  static double fixedShare(double fall, int small, int large) {
    return large * (1 - 1 / fall) / (large - small);
  }

  private static double publishedFixedShare() {
    PublishedRouter small = PublishedRouter.ALL.get(0);
    PublishedRouter large =
        PublishedRouter.ALL.stream()
            .filter(figure -> figure.shared() == small.shared())
            .max(Comparator.comparingInt(PublishedRouter::tokens))
            .orElseThrow();
    double fall = small.reference() / small.tokens() * large.tokens() / large.reference();
    return fixedShare(fall, small.tokens(), large.tokens());
  }

  private static String perLaunch(double fixed, RoutingCell cell) {
    Long launches = cell.result().launches();
    return launches == null || launches <= 0
        ? ""
        : " (" + significant(fixed * microseconds(cell) / launches) + " µs for each launch)";
  }

  private static String share(double share) {
    return percent(share, share < 0.01 ? 2 : 0);
  }

  private static String at(RoutingCell cell) {
    return " at T=" + count((long) cell.tokens());
  }
}
