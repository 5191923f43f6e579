// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.result.RouterInfo;
import org.moebench.routing.Denominator;
import org.moebench.routing.GroupMask;
import org.moebench.routing.GroupScore;
import org.moebench.routing.Router;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.RoutingJob;
import org.moebench.routing.RoutingVariant;
import org.moebench.routing.ScaleUse;
import org.moebench.routing.Scoring;

class RouterCatalogueTest {
  static List<String> names() {
    return RouterCatalogue.names();
  }

  @Test
  void listsEveryFileOfTheFolder() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("datasets/routers"))) {
      List<String> expected =
          files
              .map(file -> file.getFileName().toString())
              .map(name -> name.substring(0, name.length() - ".json".length()))
              .sorted()
              .toList();
      assertThat(RouterCatalogue.names()).isEqualTo(expected).contains("deepseek-v3");
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyRouterStatesItsOriginAndRoutes(String name) {
    NamedRouter named = RouterCatalogue.find(name);
    assertThat(named.name()).isEqualTo(name);
    assertThat(named.title()).isNotBlank();
    assertThat(named.source()).contains("https://");
    assertThat(named.implementation()).isNotBlank();
    assertThat(named.note()).isNotBlank();
    assertThat(named.license()).matches("(Apache-2.0|MIT)( \\(.+\\))?");

    Router router = SyntheticRouting.router(named, 42);
    assertThat(router.bias() != null).isEqualTo(named.biased());
    assertThat(router.isHashed()).isEqualTo(named.hashed());
    try (Launcher launcher = new Launcher(1)) {
      RoutingJob job =
          new RoutingJob(router, SyntheticRouting.input(named, 9, false, 42), launcher);
      RoutingVariant.REFERENCE.create(job).route();
      assertThat(job.ids()).hasSize(9 * named.config().slots());
      for (int id : job.ids()) {
        assertThat(id).isBetween(0, named.config().ids() - 1);
      }
      for (float weight : job.weights()) {
        assertThat(weight).isPositive().isFinite();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          deepseek-v2            | 160 experts in 8 groups, keep 3, top 6, softmax, x 16
          deepseek-v3            | 256 experts in 8 groups, keep 4, top 8, sigmoid + bias, renormalized x 2.5
          deepseek-v3-shared     | 256 experts in 8 groups, keep 4, top 7 + shared, sigmoid + bias, renormalized x 2.5
          deepseek-v4-flash      | 256 experts, top 6, sqrt-softplus + bias, renormalized x 1.5
          deepseek-v4-flash-hash | 256 experts, top 6 by token id, sqrt-softplus, renormalized x 1.5
          glm-4.5                | 160 experts, top 8, sigmoid + bias, renormalized x 2.5
          gpt-oss-120b           | 128 experts, top 4, softmax, renormalized
          kimi-k2                | 384 experts, top 8, sigmoid + bias, renormalized x 2.827
          llama-4-maverick       | 128 experts, top 1, sigmoid
          minimax-m2             | 256 experts, top 8, sigmoid + bias, renormalized
          mixtral-8x7b           | 8 experts, top 2, softmax, renormalized
          olmoe-1b-7b            | 64 experts, top 8, softmax
          qwen3-30b-a3b          | 128 experts, top 8, softmax, renormalized
          """)
  void summarySaysInOneLineWhatARouterComputes(String name, String summary) {
    assertThat(RouterCatalogue.find(name).summary()).isEqualTo(summary);
    assertThat(RouterCatalogue.names()).hasSize(13);
  }

  @Test
  void readsEveryField() {
    assertThat(RouterCatalogue.find("deepseek-v3").config())
        .isEqualTo(
            RouterConfig.of(256, 8)
                .scoring(Scoring.SIGMOID)
                .groups(8, 4, GroupScore.TOP2_SUM)
                .renormalize(Denominator.SUM)
                .scale(2.5, ScaleUse.ALWAYS)
                .build());
    assertThat(RouterCatalogue.find("deepseek-v3-shared").config())
        .isEqualTo(
            RouterConfig.of(256, 8)
                .sharedSlots(1)
                .scoring(Scoring.SIGMOID)
                .groups(8, 4, GroupScore.TOP2_SUM)
                .renormalize(Denominator.ONE_IF_ZERO)
                .scale(2.5, ScaleUse.WITH_RENORMALIZATION)
                .build());
    RouterConfig v2 = RouterCatalogue.find("deepseek-v2").config();
    assertThat(v2.groupScore()).isEqualTo(GroupScore.MAX);
    assertThat(v2.groupMask()).isEqualTo(GroupMask.ZERO);
    assertThat(v2.renormalize()).isFalse();
    NamedRouter hash = RouterCatalogue.find("deepseek-v4-flash-hash");
    assertThat(hash.vocabulary()).isEqualTo(129280);
    assertThat(hash.config().denominator()).isEqualTo(Denominator.sumPlus(1e-20));
  }

  @Test
  void infoIsWhatResultsKeep() {
    NamedRouter named = RouterCatalogue.find("deepseek-v3-shared");
    assertThat(named.info())
        .isEqualTo(
            new RouterInfo(
                "deepseek-v3-shared",
                named.title(),
                named.source(),
                256,
                8,
                1,
                8,
                4,
                "sigmoid",
                true,
                false,
                named.summary()));
    assertThat(RouterCatalogue.find("deepseek-v4-flash-hash").info().hashed()).isTrue();
  }

  @Test
  void unknownNameSuggestsTheNearest() {
    UserError error =
        catchThrowableOfType(UserError.class, () -> RouterCatalogue.find("deepsek-v3"));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error)
        .hasMessageStartingWith("unknown router 'deepsek-v3': did you mean 'deepseek-v3'?");
  }
}
