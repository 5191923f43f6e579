// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.profile.ExampleProfile;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileBuilder;
import org.moebench.profile.ProfileOptions;
import org.moebench.profile.ProfileOptions.Caches;
import org.moebench.profile.ProfileOptions.Gates;
import org.moebench.profile.ProfileOptions.PhaseChoice;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.trace.TracePhase;

class ProfileAnswerTest {
  private static final int[][] FOUR = {{0, 1}, {0, 2}, {0, 2}, {3, 4}};

  private static List<Block> blocks(Profile profile) {
    return AnswerSection.of(new ProfileView(profile, 0.75), List.of()).blocks();
  }

  private static Finding finding(Profile profile, String subject) {
    return blocks(profile).stream()
        .flatMap(b -> b instanceof Block.Findings all ? all.items().stream() : Stream.of())
        .filter(finding -> finding.subject().equals(subject))
        .findAny()
        .orElseThrow();
  }

  private static List<String> notes(Profile profile) {
    return blocks(profile).stream()
        .flatMap(b -> b instanceof Block.Note note ? Stream.of(note.text()) : Stream.of())
        .toList();
  }

  private static ProfileBuilder random(double kept) {
    return new ProfileBuilder(16, 2)
        .ids(3, ExampleProfile.ids(new Random(5), 16, 2, 4000, kept, 1));
  }

  @Test
  void localityIsSplitIntoPopularityAndOrder() {
    Finding finding = finding(new ProfileBuilder(8, 2).ids(0, FOUR).build(), "locality");
    assertThat(finding.answer()).isEqualTo("strong");
    assertThat(finding.tone()).isEqualTo(Tone.GOOD);
    assertThat(finding.sentence())
        .isEqualTo(
            "A token shares 50.0% of its 2 experts with the one before; with a uniform router"
                + " 25.0%, the same tokens shuffled 33.3%. Of the 25.0 points beyond chance, 8.3"
                + " are popularity (some experts are taken all the time) and 16.7 order (neighbours"
                + " are alike). Keeping the last tokens' experts at hand saves a good part of the"
                + " reads.");
  }

  @Test
  void littleLocalityIsWeakAndItsIntervalIsGiven() {
    Finding finding = finding(random(0.15).build(), "locality");
    assertThat(finding.answer()).isEqualTo("weak");
    assertThat(finding.sentence())
        .containsPattern("shares 2\\d\\.\\d% \\[\\d+\\.\\d, \\d+\\.\\d\\] of its 2 experts")
        .contains("saves some reads, not many");
  }

  @Test
  void aRandomRouterHasNone() {
    Finding finding = finding(random(0).build(), "locality");
    assertThat(finding.answer()).isEqualTo("none beyond chance");
    assertThat(finding.sentence()).doesNotContain("points beyond chance").contains("no more reads");
  }

  @Test
  void layersAreNamedByVerdict() {
    ProfileBuilder builder = random(0);
    for (int layer : new int[] {4, 5, 7}) {
      builder.ids(layer, ExampleProfile.constant(2, 500));
    }
    assertThat(finding(builder.build(), "locality").sentence())
        .contains("By layer: strong in 4–5, 7; none beyond chance in 3.");
  }

  @Test
  void hashRoutedLayersAreLeftOut() {
    ProfileBuilder builder = random(0);
    builder.layer(1, true).layer(2, true);
    builder.ids(1, ExampleProfile.constant(2, 500)).ids(2, ExampleProfile.constant(2, 500));
    Finding finding = finding(builder.build(), "locality");
    assertThat(finding.answer()).isEqualTo("none beyond chance");
    assertThat(finding.sentence()).endsWith("follow from the token alone: layers 1–2.");
  }

  @Test
  void withoutARouterThereIsNoLocality() {
    Profile profile =
        new ProfileBuilder(8, 2).layer(0, true).ids(0, ExampleProfile.constant(2, 9)).build();
    Finding finding = finding(profile, "locality");
    assertThat(finding.answer()).isEqualTo("unknown");
    assertThat(finding.sentence()).startsWith("No layer has a router.").contains("layer 0.");
  }

  @Test
  void countsSayNothingOfOrder() {
    Profile profile = new ProfileBuilder(4, 2).counts(0, 6, 2, 0, 0).build();
    assertThat(finding(profile, "locality").answer()).isEqualTo("unknown");
    assertThat(finding(profile, "locality").sentence()).contains("nothing about order");
    assertThat(finding(profile, "caches").sentence()).contains("No token was recorded in order");
    assertThat(finding(profile, "load").answer())
        .isEqualTo("2 of 4 experts carry 95% of selections");
    assertThat(finding(profile, "load").sentence()).contains("Never selected: 2 experts");
  }

  @Test
  void allExpertsForEveryTokenLeaveNothingToChoose() {
    Profile profile = new ProfileBuilder(1, 1).ids(0, ExampleProfile.constant(1, 5)).build();
    assertThat(finding(profile, "locality").sentence()).contains("nothing to choose");
    assertThat(finding(profile, "caches").answer())
        .isEqualTo("1 of 1 experts per layer hit half of selections");
    assertThat(finding(profile, "caches").sentence()).doesNotContain("Belady");
  }

  @Test
  void anEmptyTraceHasNoSelections() {
    Profile profile = new ProfileBuilder(8, 2).layer(0, false).build();
    assertThat(finding(profile, "locality").answer()).isEqualTo("unknown");
    assertThat(finding(profile, "caches").answer()).isEqualTo("not simulated");
    assertThat(finding(profile, "load").answer()).isEqualTo("no selections");
    assertThat(finding(profile, "saliency").answer()).isEqualTo("not recorded");
  }

  @Test
  void cachesNameTheSmallestSizesAndTheirBound() {
    // Two experts in turn: one is no use, two hit all but the first uses.
    int[][] ids = new int[100][1];
    for (int t = 0; t < ids.length; t++) {
      ids[t][0] = t % 2;
    }
    Finding finding = finding(new ProfileBuilder(8, 1).ids(0, ids).build(), "caches");
    assertThat(finding.answer()).isEqualTo("2 of 8 experts per layer hit half of selections");
    assertThat(finding.sentence())
        .isEqualTo(
            "A cache of 2 experts per layer (25.0% of them) would hit 98.0% of selections (Belady's"
                + " bound for 2: 98.0%). Policy: least recently used, empty at the start of each"
                + " recording.");
  }

  @Test
  void noCacheMayHitEnough() {
    Finding finding = finding(new ProfileBuilder(8, 2).ids(0, FOUR).build(), "caches");
    assertThat(finding.answer()).isEqualTo("no size hits half of selections");
    assertThat(finding.sentence()).startsWith("No cache hits half of selections").contains("37.5%");
  }

  @Test
  void boundsAreLeftOutIfOnlyOnePolicyWasSimulated() {
    ProfileOptions lru = new ProfileOptions(PhaseChoice.ALL, Gates.RAW, Caches.LRU);
    Profile profile = new ProfileBuilder(8, 2, lru).ids(0, ExampleProfile.constant(2, 50)).build();
    assertThat(finding(profile, "caches").sentence()).contains("98.0%").doesNotContain("Belady");
  }

  @Test
  void cachesMayBeLeftOut() {
    ProfileOptions none = new ProfileOptions(PhaseChoice.ALL, Gates.RAW, Caches.NONE);
    Finding finding = finding(new ProfileBuilder(8, 2, none).ids(0, FOUR).build(), "caches");
    assertThat(finding.sentence()).isEqualTo("Caches were left out of this profile.");
  }

  @Test
  void loadNamesTheBusiestAndTheIdle() {
    Finding finding = finding(new ProfileBuilder(8, 2).ids(5, FOUR).build(), "load");
    assertThat(finding.answer()).isEqualTo("5 of 8 experts carry 95% of selections");
    assertThat(finding.sentence())
        .startsWith("If all were loaded alike it would take 8.")
        .contains("has 3.00 times the mean load (layer 5; chance")
        .endsWith("Never selected: 3 experts of all layers (chance 2.53).");
  }

  @Test
  void saliencyStatesItsGatesAndWhatIsKept() {
    float[] weights = {0.6f, 0.4f, 0.6f, 0.4f};
    float[] norms = {1, 4, 1, 4};
    int[][] ids = {{0, 1}, {0, 1}};
    ProfileBuilder raw = new ProfileBuilder(4, 2).salient(2, weights, norms, ids).layer(3, false);
    Finding finding = finding(raw.build(), "saliency");
    // REAP 0.6 and 1.6; kept are 3 of 4.
    assertThat(finding.answer()).isEqualTo("2 of 4 experts carry 95% of REAP");
    assertThat(finding.sentence())
        .isEqualTo(
            "Keeping the best 3 of each layer keeps 100.0% of REAP (3 picked at random: 75.0%)."
                + " Never activated: 2 experts of all layers. Gates: raw, as recorded. Recorded in"
                + " layers 2.");
    ProfileOptions options = new ProfileOptions(PhaseChoice.ALL, Gates.RENORMALIZED, Caches.ALL);
    Profile renormalized =
        new ProfileBuilder(4, 2, options).salient(2, weights, norms, ids).build();
    assertThat(finding(renormalized, "saliency").sentence()).contains("Gates: renormalized");
  }

  @Test
  void whatIsIncompleteGuessedOrMissingStandsFirst() {
    Profile profile =
        new ProfileBuilder(8, 2)
            .expertsFromIds()
            .recording("one.npy", true, 1)
            .recording("two.npy", false, 0.431)
            .ids(0, new int[] {0, 1}, new int[] {2, -1})
            .build();
    assertThat(blocks(profile).get(0)).isInstanceOf(Block.Note.class);
    assertThat(notes(profile))
        .containsExactly(
            "Incomplete: not all was read of two.npy (43%). The figures are of what was read.",
            "8 experts per layer is a guess: the largest id plus one, as no recording states it."
                + " With more experts chance levels would be lower and more of them idle;"
                + " --experts states it.",
            "Missing: 1 of 4 slots hold no expert (25.0%); they are left out.");
    assertThat(notes(new ProfileBuilder(8, 2).ids(0, FOUR).build())).isEmpty();
  }

  @Test
  void thePhaseAskedForIsStated() {
    ProfileOptions options = new ProfileOptions(PhaseChoice.GENERATED, Gates.RAW, Caches.ALL);
    Profile profile = new ProfileBuilder(8, 2, options).ids(0, TracePhase.GENERATED, FOUR).build();
    assertThat(notes(profile))
        .containsExactly("Only generated tokens were profiled, as asked for.");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.01, Double.NaN})
  void keepRatiosOutsideAreRefused(double ratio) {
    Profile profile = new ProfileBuilder(8, 2).ids(0, FOUR).build();
    assertThatThrownBy(() -> new ProfileView(profile, ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0 to 1");
  }
}
