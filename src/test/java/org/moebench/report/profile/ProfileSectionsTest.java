// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.moebench.profile.ExampleProfile;
import org.moebench.profile.Profile;
import org.moebench.profile.ProfileBuilder;
import org.moebench.report.document.Block;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Section;

class ProfileSectionsTest {
  private static final int[][] FOUR = {{0, 1}, {0, 2}, {0, 2}, {3, 4}};

  private static ProfileView view(Profile profile) {
    return new ProfileView(profile, 0.75);
  }

  private static List<List<String>> rows(Section section, int table) {
    return section.blocks().stream()
        .flatMap(b -> b instanceof Block.Table found ? Stream.of(found) : Stream.of())
        .skip(table)
        .findFirst()
        .orElseThrow()
        .rows()
        .stream()
        .map(Block.Row::cells)
        .toList();
  }

  private static List<String> lines(ProfileView view, String file) {
    return ProfileData.of(view).stream()
        .filter(table -> table.file().equals(file))
        .map(CsvTable::text)
        .findAny()
        .orElseThrow()
        .lines()
        .toList();
  }

  @Test
  void localityStandsBesideChance() {
    ProfileView view =
        view(
            new ProfileBuilder(8, 2)
                .layer(1, true)
                .ids(0, FOUR)
                .ids(1, FOUR)
                .layer(2, false)
                .build());
    assertThat(rows(LocalitySection.of(view, List.of()), 0))
        .containsExactly(
            List.of(
                "uniform router",
                "",
                "",
                "0.500",
                "25.0%",
                "25.0%",
                "0.0%",
                "0.179",
                "12.5%",
                "3",
                ""),
            List.of(
                "all with a router",
                "4",
                "3",
                "1.00",
                "50.0%",
                "33.3%",
                "33.3%",
                "0.444",
                "50.0%",
                "",
                "strong"),
            List.of(
                "0", "4", "3", "1.00", "50.0%", "33.3%", "33.3%", "0.444", "50.0%", "1", "strong"),
            List.of(
                "1 (hash)",
                "4",
                "3",
                "1.00",
                "50.0%",
                "33.3%",
                "33.3%",
                "0.444",
                "50.0%",
                "1",
                "not judged"),
            List.of("2", "0", "0", "no pairs"));
  }

  @Test
  void phasesAreComparedWhereTheyAreKnown() {
    ProfileView phased = view(ExampleProfile.phased(64, 4, 300));
    List<String> first = rows(LocalitySection.of(phased, List.of()), 1).get(1);
    assertThat(first.subList(0, 2)).containsExactly("0", "299");
    assertThat(first.get(3)).isEqualTo("300");
    assertThat(first.get(2)).startsWith("2");
    assertThat(first.get(4)).startsWith("7");
    ProfileView unstated = view(new ProfileBuilder(8, 2).ids(0, FOUR).build());
    assertThat(LocalitySection.of(unstated, List.of()).blocks()).hasSize(2);
  }

  @Test
  void loadStandsBesideChance() {
    ProfileView view = view(new ProfileBuilder(8, 2).ids(0, FOUR).counts(1, new long[8]).build());
    Section section = LoadSection.of(view, List.of());
    List<List<String>> rows = rows(section, 0);
    assertThat(rows.get(0).subList(0, 3)).containsExactly("0", "8", "5 (5.47)");
    assertThat(rows.get(0).get(3)).isEqualTo("2.16");
    assertThat(rows.get(0).get(5)).startsWith("0.531 (");
    assertThat(rows.get(0).get(7)).isEqualTo("5");
    assertThat(rows.get(1)).containsExactly("1", "0", "no selections");
    assertThat(rows(section, 1).get(0).subList(0, 3))
        .containsExactly("0", "0 (37.5%), 2 (25.0%), 1 (12.5%), 3 (12.5%), 4 (12.5%)", "100.0%");
  }

  @Test
  void hotSetsHaveSizesThatSaySomething() {
    assertThat(LoadSection.sizes(8, 128)).containsExactly(8, 16);
    assertThat(LoadSection.sizes(6, 256)).containsExactly(6, 12, 32);
    assertThat(LoadSection.sizes(2, 4)).containsExactly(2);
    assertThat(LoadSection.sizes(1, 1)).isEmpty();
  }

  @Test
  void cachesAreSummedOverLayers() {
    ProfileView view =
        view(new ProfileBuilder(8, 2).ids(0, FOUR).ids(1, ExampleProfile.constant(2, 4)).build());
    CacheTotals caches = view.caches().orElseThrow();
    // Layer 0 hits 3 of 8 selections with two experts, layer 1 all but the first two.
    assertThat(caches.lru(2)).isEqualTo(9.0 / 16);
    assertThat(caches.pinned(1)).isEqualTo((3 + 4) / 16.0);
    assertThat(caches.lruWeighted(2)).isNaN();
    assertThat(caches.smallest(0.5)).hasValue(2);
    assertThat(caches.smallest(0.9)).isEmpty();
    Section section = CacheSection.of(view, caches, List.of());
    assertThat(rows(section, 0).get(1))
        .containsExactly("2", "56.3%", "56.3%", "–", "56.3%", "56.3%", "81.3%", "25.0%");
    assertThat(rows(section, 1).get(0)).startsWith("0", "0.0%", "37.5%");
    assertThat(lines(view, "caches.csv")).hasSize(1 + 8 + 2 * 4);
  }

  @Test
  void cacheWeightsAreSummedOverLayers() {
    float[] norms = {1, 1, 1, 1};
    int[][] same = {{0, 1}, {0, 1}};
    ProfileView view =
        view(
            new ProfileBuilder(4, 2)
                .salient(0, new float[] {1, 1, 3, 3}, norms, same)
                .salient(1, new float[] {1, 1, 1, 1}, norms, same)
                .build());
    assertThat(view.caches().orElseThrow().lruWeighted(2)).isEqualTo((6 + 2) / 12.0);
  }

  @Test
  void saliencyRanksAndNamesCandidates() {
    float[] weights = {0.5f, 0.5f, 0.5f, 0.5f};
    int[][] ids = {{0, 1}, {2, 3}};
    ProfileBuilder builder = new ProfileBuilder(8, 2);
    for (int layer = 0; layer < 3; layer++) {
      builder.salient(layer, weights, new float[] {8, 6, 4, 2}, ids);
    }
    ProfileView view = new ProfileView(builder.build(), 0.25);
    Section section = SaliencySection.of(view, List.of());
    assertThat(rows(section, 0).get(2))
        .containsExactly("25%", "2", "70.0%", "70.0%", "45.0", "25.0%");
    assertThat(rows(section, 1).get(0).subList(0, 4))
        .containsExactly("0", "2", "0, 1, 2", "7, 6, 5");
    assertThat(rows(section, 1).get(0).get(7)).isEqualTo("4, 5, 6, 7");
    assertThat(rows(section, 2).get(1)).containsExactly("1", "70.0%", "25.0%", "2, 3, 4, 5, 6, 7");
    String low = ((Block.Paragraph) section.blocks().get(4)).text();
    assertThat(low)
        .startsWith("Expert numbers among the lowest 1 of 8 by REAP in 3 or more layers: 7. By")
        .contains("chance it would be 0.016;");
    List<String> experts = lines(view, "experts.csv");
    assertThat(experts).hasSize(1 + 3 * 8);
    assertThat(experts.get(1)).startsWith("0,0,1,0.25,2.0,").endsWith(",4.0,1,,false");
    assertThat(experts.get(4)).endsWith(",1.0,4,,true");
    assertThat(lines(view, "keep.csv")).hasSize(1 + 3 * SaliencySection.RATIOS.length);
  }

  @Test
  void longListsOfIdsAreCut() {
    assertThat(Words.ids(new int[] {1, 2, 3}, 2)).isEqualTo("1, 2, … (3 in all)");
    assertThat(Words.ids(new int[] {1, 2}, 2)).isEqualTo("1, 2");
    assertThat(Words.ids(new int[0], 2)).isEqualTo("none");
  }

  @Test
  void theMethodListsEveryRecording() {
    ProfileView view =
        view(
            new ProfileBuilder(8, 2)
                .recording("one.npy", true, 1)
                .recording("two.npy", false, 0.5)
                .ids(0, FOUR)
                .build());
    assertThat(rows(MethodSection.of(view, new ArrayList<>(), List.of()), 0))
        .containsExactly(List.of("one.npy", "all"), List.of("two.npy", "50%"));
  }
}
