// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.QuantFormat;
import org.moebench.result.Shape;

class PrefillConfigsTest {
  private static PrefillRequests asked() {
    return new PrefillRequests();
  }

  private static void refused(PrefillRequests request, ExitStatus status, String... parts) {
    assertThatThrownBy(request::config)
        .isInstanceOfSatisfying(
            UserError.class, error -> assertThat(error.status()).isEqualTo(status))
        .hasMessageContainingAll(parts);
  }

  @Test
  void quickMeasuresTheRecordedHistogramAtAQuarterOfThePublishedShape() {
    PrefillConfig config = asked().preset("quick").config();
    assertThat(config.shape()).isEqualTo(new Shape(256, 768, 384, 128));
    assertThat(config.workload().rows().total()).isEqualTo(31_440);
    assertThat(config.workload().name()).isEqualTo("recorded-256-31k");
    assertThat(config.formats())
        .containsExactly(QuantFormat.INT4_SYM, QuantFormat.INT8_SYM, QuantFormat.FP8_E4M3);
    assertThat(config.budget().least()).isEqualTo(3);
    assertThat(config.workers()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void fullIsThePublishedConfigurationInEveryFormat() {
    PrefillConfig config = asked().preset("full").config();
    assertThat(config.shape()).isEqualTo(new Shape(256, 3072, 1536, 128));
    assertThat(config.formats()).containsExactly(QuantFormat.values());
    assertThat(config.thresholds()).containsExactly(16, 32, 64, 128, 256, 512, 1024);
  }

  @Test
  void smokeIsASmallImageOfTheRecordedHistogram() {
    PrefillConfig config = asked().config();
    assertThat(config.workload().rows().experts()).isEqualTo(32);
    assertThat(config.workload().rows().total()).isEqualTo(2048);
  }

  @Test
  void optionsOverrideThePreset() {
    PrefillConfig config =
        asked()
            .formats("fp32", " int2_asym ", "FP32")
            .thresholds(256, 8, 256)
            .workload("uniform-32k")
            .experts(16)
            .rows(100)
            .shape("64x96")
            .group("32")
            .threads(3)
            .rounds(7)
            .seed(-5)
            .config();
    assertThat(config.formats()).containsExactly(QuantFormat.FP32, QuantFormat.INT2_ASYM);
    assertThat(config.thresholds()).containsExactly(8, 256);
    assertThat(config.workload().rows().total()).isEqualTo(100);
    assertThat(config.shape()).isEqualTo(new Shape(16, 64, 96, 32));
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.budget()).isEqualTo(RoundBudget.exactly(7));
    assertThat(config.seed()).isEqualTo(-5);
  }

  @Test
  void aGroupOfOneRowIsAllColumns() {
    assertThat(asked().shape("64x96").group("row").config().shape().group()).isEqualTo(96);
  }

  @Test
  void theUsersOwnHistogramIsNotRescaled(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.csv"), "3\n0\n5\n");
    PrefillConfig config = asked().histogram(file).config();
    assertThat(config.workload().rows().toArray()).containsExactly(3, 0, 5);
    assertThat(config.source().name()).isEqualTo("file:" + file.toAbsolutePath());
    assertThat(config.source().resolve().rows()).isEqualTo(config.workload().rows());
  }

  @Test
  void theUsersOwnHistogramIsRescaledOnDemand(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("mine.csv"), "3\n0\n5\n");
    assertThat(asked().histogram(file).rows(80).config().workload().rows().toArray())
        .containsExactly(30, 0, 50);
  }

  @Test
  void unknownNamesSuggestTheNearest() {
    refused(asked().preset("quik"), ExitStatus.USAGE, "'quik'", "'quick'");
    refused(asked().formats("INT4_SYN"), ExitStatus.USAGE, "INT4_SYN", "INT4_SYM");
    refused(asked().workload("uniform"), ExitStatus.USAGE, "'uniform'", "uniform-32k");
  }

  @Test
  void badNumbersAreRefusedByName() {
    refused(asked().thresholds(32, 0), ExitStatus.USAGE, "--thresholds", "0", "at least 1");
    refused(asked().thresholds(-4), ExitStatus.USAGE, "--thresholds", "-4");
    refused(asked().threads(0), ExitStatus.USAGE, "--threads 0");
    refused(asked().rounds(0), ExitStatus.USAGE, "--rounds 0");
    refused(asked().experts(0), ExitStatus.USAGE, "--experts 0");
    refused(asked().rows(-1), ExitStatus.USAGE, "--rows -1");
    refused(asked().formats(""), ExitStatus.USAGE, "--formats");
  }

  @Test
  void badShapesAndGroupsAreRefused() {
    for (String shape : new String[] {"768", "x", "768x", "-1x3", "9999999999x2", "a x b"}) {
      refused(asked().shape(shape), ExitStatus.USAGE, "--shape", "NxK");
    }
    refused(asked().shape("0x128"), ExitStatus.USAGE, "at least 1");
    refused(asked().group("some"), ExitStatus.USAGE, "--group 'some'");
    refused(asked().group("0"), ExitStatus.USAGE, "--group '0'");
  }

  @Test
  void workloadAndHistogramExcludeEachOther() {
    refused(
        asked().workload("uniform-32k").histogram(Path.of("x.csv")),
        ExitStatus.USAGE,
        "--workload",
        "--histogram");
  }

  @Test
  void aMissingHistogramIsBadInput() {
    refused(asked().histogram(Path.of("no-such.csv")), ExitStatus.BAD_INPUT, "no-such.csv");
  }
}
