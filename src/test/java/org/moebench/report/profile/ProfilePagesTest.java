// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.profile.ExampleProfile;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileBuilder;
import org.moebench.report.document.Document;
import org.moebench.report.document.Section;
import org.moebench.report.document.TerminalRenderer;
import org.xml.sax.InputSource;

class ProfilePagesTest {
  @TempDir Path folder;

  private static Map<String, byte[]> files(Path root) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private static List<String> sections(Document document) {
    return document.sections().stream().map(Section::id).toList();
  }

  private static Document page(ProfileBuilder builder) {
    return ProfileReport.page(builder.build(), 0.75, List.of());
  }

  @Test
  void theSameProfileGivesTheSameBytes() throws IOException {
    Profile profile = ExampleProfile.of(5, 32, 4, 300);
    ProfilePages.write(profile, 0.75, folder);
    Map<String, byte[]> first = files(folder);
    ProfilePages.write(profile, 0.75, folder);
    Map<String, byte[]> second = files(folder);
    assertThat(second.keySet()).isEqualTo(first.keySet());
    first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    assertThat(first.keySet())
        .contains("index.html", "report.md", "data/layers.csv", "data/experts.csv")
        .contains("data/caches.csv", "data/keep.csv", "data/reuse.csv")
        .contains("charts/overlap.png", "charts/reuse.png", "charts/load.svg")
        .contains("charts/coverage.png", "charts/caches.svg", "charts/kept-mass.png");
  }

  @Test
  void thePageIsWellFormedWhateverTheModelIsCalled() throws Exception {
    String hostile = "</p><script>alert(\"1 & 2\")</script>'";
    Profile profile =
        new ProfileBuilder(8, 2)
            .model(hostile)
            .recording(hostile, true, 1)
            .ids(0, ExampleProfile.constant(2, 9))
            .build();
    ProfilePages.write(profile, 0.75, folder);
    String html = Files.readString(folder.resolve("index.html"));
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
    String xml =
        html.replaceFirst("<!DOCTYPE html>", "")
            .replaceAll("(?s)<((?:meta|img|source)\\b[^>]*)>", "<$1/>");
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }

  @Test
  void rawResultsAreLinkedIfTheyAreThere() throws IOException {
    Profile profile = new ProfileBuilder(8, 2).ids(0, ExampleProfile.constant(2, 9)).build();
    ProfilePages.write(profile, 0.75, folder);
    assertThat(folder.resolve("index.html")).content().doesNotContain("profile.json");
    Files.writeString(folder.resolve("profile.json"), "{}");
    ProfilePages.write(profile, 0.75, folder);
    assertThat(folder.resolve("index.html")).content().contains("href=\"profile.json\"");
  }

  @Test
  void theTerminalGetsTheAnswerFirst() {
    Document summary = ProfilePages.write(ExampleProfile.of(3, 16, 2, 200), 0.5, folder);
    String text = TerminalRenderer.render(summary, false);
    assertThat(sections(summary)).containsExactly("answer", "caches");
    assertThat(text).contains("  locality  ", "  caches    ", "  load      ", "  saliency  ");
    assertThat(text.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(100);
  }

  @Test
  void sectionsFollowWhatIsKnown() {
    assertThat(sections(ProfileReport.page(ExampleProfile.of(2, 16, 2, 100), 0.75, List.of())))
        .containsExactly("answer", "locality", "caches", "load", "saliency", "method");
    Document counts = page(new ProfileBuilder(4, 2).counts(0, 6, 2, 0, 0));
    assertThat(sections(counts)).containsExactly("answer", "locality", "load", "method");
    assertThat(counts.pictures().keySet()).containsExactly("load", "coverage");
  }

  @Test
  void anEmptyTraceAndASingleExpertHaveAPage() {
    Document empty = page(new ProfileBuilder(8, 2).layer(0, false));
    assertThat(sections(empty)).containsExactly("answer", "locality", "load", "method");
    assertThat(empty.pictures()).isEmpty();
    Document single = page(new ProfileBuilder(1, 1).ids(0, ExampleProfile.constant(1, 5)));
    assertThat(sections(single)).contains("caches", "load");
    assertThat(single.pictures().keySet()).containsExactly("overlap", "reuse");
  }

  @Test
  void manyLayersAndExpertsAreDrawn() {
    Document page = ProfileReport.page(ExampleProfile.of(100, 300, 2, 40), 0.75, List.of());
    assertThat(page.pictures()).hasSize(6);
    assertThat(page.pictures().get("load").wide().height()).isBetween(500, 900);
    assertThat(page.pictures().values()).allMatch(p -> p.wide().bytes().length < 1_000_000);
  }
}
