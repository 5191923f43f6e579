// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.moebench.profile.Profile;
import org.moebench.report.chart.Drawing;
import org.moebench.report.chart.Figure;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Document;
import org.moebench.report.document.Section;
import org.moebench.trace.TraceHeader;

/** The report of a profile, in the order a reader asks. */
public final class ProfileReport {
  /** Share of experts that pruning would keep, if the user does not say. */
  public static final double KEEP_RATIO = 0.75;

  private static final String TITLE =
      "Profile: is there locality to exploit, and which experts matter?";

  private ProfileReport() {}

  /**
   * The whole report.
   *
   * @param keepRatio share of experts that pruning would keep, above 0 and at most 1
   * @param raw links to files beside the page
   * @throws IllegalArgumentException if the keep ratio is out of range or there is no layer
   */
  public static Document page(Profile profile, double keepRatio, List<Link> raw) {
    ProfileView view = new ProfileView(profile, keepRatio);
    List<Figure> locality = new ArrayList<>(OverlapChart.figures(view));
    locality.addAll(ReuseChart.figures(view));
    List<Figure> load = new ArrayList<>(LoadChart.figures(view));
    load.addAll(CurvesChart.coverage(view));
    List<Figure> caches = CacheChart.figures(view);
    List<Figure> saliency = CurvesChart.keptMass(view);
    List<Figure> figures = new ArrayList<>();
    List.of(locality, load, caches, saliency).forEach(figures::addAll);
    Drawing drawing = Drawing.of(figures);
    List<String> problems =
        drawing.problems().stream()
            .map(problem -> "Charts are missing, this JVM could not draw them: " + problem)
            .toList();
    List<CsvTable> data = ProfileData.of(view);
    List<Section> sections = new ArrayList<>();
    sections.add(AnswerSection.of(view, problems));
    sections.add(LocalitySection.of(view, locality));
    view.caches().ifPresent(c -> sections.add(CacheSection.of(view, c, caches)));
    sections.add(LoadSection.of(view, load));
    if (!view.salient().isEmpty()) {
      sections.add(SaliencySection.of(view, saliency));
    }
    sections.add(MethodSection.of(view, data, raw));
    return new Document(TITLE, subtitle(view), sections, drawing.pictures(), data);
  }

  /**
   * The short form for a terminal: the answers, and what caches hit.
   *
   * @throws IllegalArgumentException as {@link #page}
   */
  public static Document summary(Profile profile, double keepRatio) {
    ProfileView view = new ProfileView(profile, keepRatio);
    List<Section> sections = new ArrayList<>();
    sections.add(AnswerSection.of(view, List.of()));
    view.caches()
        .ifPresent(
            caches ->
                sections.add(
                    new Section(
                        CacheSection.ID,
                        "Hits of a cache of n experts per layer",
                        List.of(CacheSection.totals(view, caches)))));
    return new Document(TITLE, subtitle(view), sections, Map.of(), List.of());
  }

  private static String subtitle(ProfileView view) {
    Profile.Origin origin = view.origin();
    String model =
        origin.model().equals(TraceHeader.NOT_STATED) ? "model not stated" : origin.model();
    return "%s · %s · %s, %d per token · %s · %s"
        .formatted(
            model,
            Words.count(view.layers().size(), "layer"),
            Words.count(origin.experts(), "expert"),
            origin.topK(),
            Words.count(view.tokens(), "token"),
            Words.count(origin.recordings().size(), "recording"));
  }
}
