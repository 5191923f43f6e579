// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.moe.Crossover;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ResultSet;
import org.moebench.workload.TuningFile;

class TuningUpdateTest {
  private static final Crossover OLD = new Crossover(QuantFormat.INT4_SYM, 64, 256, 3, 32);
  private static final Crossover OTHER = new Crossover(QuantFormat.INT2_SYM, 64, 256, 5, 32);
  private static final Crossover NEW = new Crossover(QuantFormat.INT4_SYM, 64, 256, 8, 16);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("tuning.json");
  }

  private DecodePlan plan() {
    return DecodePlan.of(
        new DecodeRequests().folder(folder).threads(2).tuneConfig(), Long.MAX_VALUE);
  }

  private List<Crossover> stored() {
    return TuningFile.load(
            file(),
            TuningMachine.id(2),
            said -> {
              throw new AssertionError(said);
            })
        .crossovers();
  }

  private static ResultSet measured() {
    return ThresholdsTest.results(
        ThresholdsTest.cell("INT4_SYM", 64, 4, 2, 2, 2),
        ThresholdsTest.cell("INT4_SYM", 64, 16, 0.5, 0.5, 0.5));
  }

  @Test
  void crossoversAreWrittenForThisMachine() {
    List<String> lines = TuningUpdate.write(plan(), measured());
    assertThat(stored()).containsExactly(NEW);
    assertThat(lines.get(lines.size() - 1)).contains("1 crossover", file().toString());
    assertThat(lines).anyMatch(line -> line.contains("8 to 8"));
  }

  @Test
  void whatTheFileHadOfOtherProjectionsIsKept() {
    TuningFile.write(file(), TuningMachine.id(2), "1.0", Instant.EPOCH, List.of(OLD, OTHER));
    List<String> lines = TuningUpdate.write(plan(), measured());
    assertThat(stored()).containsExactly(NEW, OTHER);
    assertThat(lines.get(lines.size() - 1)).contains("1 kept");
  }

  @Test
  void whatTheFileHadOfAnotherMachineIsReplaced() {
    TuningFile.write(file(), "another machine", "1.0", Instant.EPOCH, List.of(OTHER));
    TuningUpdate.write(plan(), measured());
    assertThat(stored()).containsExactly(NEW);
  }

  @Test
  void aSearchThatFoundNothingLeavesTheFileAlone() {
    TuningFile.write(file(), TuningMachine.id(2), "1.0", Instant.EPOCH, List.of(OLD));
    List<String> lines =
        TuningUpdate.write(
            plan(), ThresholdsTest.results(ThresholdsTest.cell("INT4_SYM", 64, 4, 2)));
    assertThat(stored()).containsExactly(OLD);
    assertThat(lines.get(lines.size() - 1)).contains("nothing to write");
    assertThat(lines).anyMatch(line -> line.contains("left out"));
  }
}
