// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Block.Column.number;
import static org.moebench.report.document.Block.Column.text;
import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.moebench.profile.Profile;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.Block.Row;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What was profiled, how it was computed, and where the figures are. */
final class MethodSection {
  static final String ID = "method";

  private MethodSection() {}

  static Section of(ProfileView view, List<CsvTable> data, List<Link> raw) {
    Profile.Origin origin = view.origin();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Fact("model", origin.model()),
                new Fact("source", origin.source()),
                new Fact("licence", origin.license()),
                new Fact(
                    "experts",
                    "%d per layer, %d per token%s"
                        .formatted(
                            origin.experts(),
                            origin.topK(),
                            origin.expertsStated() ? "" : " (experts: largest id plus one)")),
                new Fact("layers", Words.layers(view.layers())),
                new Fact(
                    "hash-routed", view.hashed().isEmpty() ? "none" : Words.layers(view.hashed())),
                new Fact("tokens", Numbers.count(view.tokens())),
                new Fact("selections", Numbers.count(view.profile().selections())),
                new Fact("phases", lower(origin.options().phase())),
                new Fact("gates", lower(origin.options().gates())),
                new Fact("caches", lower(origin.options().caches())))));
    blocks.add(
        new Block.Table(
            "Recordings, in the order they were read",
            List.of(text("recording"), number("read")),
            origin.recordings().stream().map(MethodSection::row).toList(),
            null));
    method().forEach(text -> blocks.add(new Block.Paragraph(text)));
    List<Link> links = new ArrayList<>(raw);
    data.forEach(table -> links.add(new Link("data/" + table.file(), table.file())));
    blocks.add(new Block.Links(links));
    return new Section(ID, "How it was computed", blocks);
  }

  private static Row row(Profile.Recording recording) {
    return new Row(
        recording.complete() ? Tone.PLAIN : Tone.WARN,
        "",
        List.of(
            recording.name(), recording.complete() ? "all" : percent(recording.readShare(), 0)));
  }

  private static List<String> method() {
    return List.of(
        "Chance. A uniform router takes k of E experts for each token at random, each set as likely"
            + " as any other, whatever the token before took. A figure says something by how far it"
            + " leaves that level.",
        "Intervals. 95%, Student's t of means over batches of 64 consecutive pairs; over all layers"
            + " their deviations are added up, as the layers saw the same tokens. The verdict takes"
            + " the lower end for whether there is locality, the value for how much.",
        "Halves. Blocks of 64 tokens go to one half and the other in turn, so that both see all of"
            + " the recording.",
        "Formulas and conventions are in docs/profile.md.");
  }

  private static String lower(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
