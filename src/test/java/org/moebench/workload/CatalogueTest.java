// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.WorkloadInfo;

class CatalogueTest {
  static List<String> names() {
    return Catalogue.names();
  }

  @Test
  void listsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("datasets"))) {
      List<String> expected =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".json"))
              .map(name -> name.substring(0, name.length() - 5))
              .sorted()
              .toList();
      assertThat(Catalogue.names()).isEqualTo(expected).contains(Catalogue.RECORDED);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyWorkloadStatesItsOriginAndKeepsItsReference(String name) {
    Workload workload = Catalogue.find(name, Catalogue.DEFAULT_SEED);
    assertThat(workload.name()).isEqualTo(name);
    assertThat(workload.description()).isNotBlank();
    assertThat(workload.source()).isNotBlank();
    assertThat(workload.license()).startsWith("Apache-2.0");
    assertThat(workload.reference())
        .containsKeys("routed", "active", "max_over_mean", "gini", "entropy_ratio", Workload.KS);
    assertThat(Realism.check(workload))
        .hasSameSizeAs(workload.reference().keySet())
        .allMatch(Realism.Check::ok);
  }

  @ParameterizedTest
  @MethodSource("names")
  void seedOnlyPermutesTheExperts(String name) {
    int[] one = Catalogue.find(name, 1).rows().toArray();
    int[] two = Catalogue.find(name, 2).rows().toArray();
    assertThat(Catalogue.find(name, 1).rows().toArray()).containsExactly(one);
    Arrays.sort(one);
    Arrays.sort(two);
    assertThat(two).containsExactly(one);
  }

  @Test
  void seedChangesTheOrderOfGeneratedWorkloadsOnly() {
    assertThat(Catalogue.find("prod-32k", 1).rows())
        .isNotEqualTo(Catalogue.find("prod-32k", 2).rows());
    assertThat(Catalogue.find("prod-32k", 7).seed()).isEqualTo(7);
    assertThat(Catalogue.find(Catalogue.RECORDED, 1).rows())
        .isEqualTo(Catalogue.find(Catalogue.RECORDED, 2).rows());
    assertThat(Catalogue.find(Catalogue.RECORDED, 7).seed()).isNull();
  }

  @Test
  void permutationOfASeedNeverChanges() {
    int[] counts = Catalogue.find("olmoe-mixed-16k", 42).rows().toArray();
    assertThat(Arrays.copyOf(counts, 6)).containsExactly(296, 198, 128, 59, 32, 156);
  }

  @Test
  void recordedWorkloadIsVerbatim() {
    Workload recorded = Catalogue.find(Catalogue.RECORDED, 42);
    assertThat(recorded.rows().total()).isEqualTo(31440);
    assertThat(recorded.rows().count(0)).isEqualTo(6);
    assertThat(recorded.rows().count(255)).isEqualTo(10);
    assertThat(recorded.source()).contains("intel/auto-round", "b9f3d0079d01");
    assertThat(recorded.license()).contains("Intel");
    assertThat(recorded.statistics()).containsEntry(Workload.KS, 0.0);
  }

  @Test
  void infoListsCountsAndStatisticsInDisplayOrder() {
    WorkloadInfo info = Catalogue.find("prod-32k", 42).info();
    assertThat(info.counts()).hasSize(256);
    assertThat(info.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(32768);
    assertThat(info.seed()).isEqualTo(42);
    assertThat(info.statistics().keySet())
        .containsExactly(
            "experts",
            "routed",
            "active",
            "over_128",
            "over_256",
            "max",
            "median",
            "max_over_mean",
            "gini",
            "entropy_bits",
            "entropy_ratio",
            "cv",
            "top1_share",
            "top8_share",
            "top16_share",
            "ks_vs_recorded");
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    UserError error = catchThrowableOfType(UserError.class, () -> Catalogue.find("uniform32k", 42));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error)
        .hasMessageStartingWith("unknown workload 'uniform32k': did you mean 'uniform-32k'?");
  }

  @Test
  void rescalingKeepsTheShapeAndDropsTheReference() {
    Workload recorded = Catalogue.find(Catalogue.RECORDED, 42);
    Workload half = recorded.rescaled(256, 15720);
    assertThat(half.name()).isEqualTo("recorded-256-31k@256x15720");
    assertThat(half.rows().total()).isEqualTo(15720);
    assertThat(half.reference()).isEmpty();
    assertThat(half.statistics().get(Workload.KS)).isLessThan(0.05);
    assertThat(recorded.rescaled(256, 31440)).isSameAs(recorded);
  }
}
