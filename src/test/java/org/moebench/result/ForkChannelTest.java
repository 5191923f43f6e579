// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForkChannelTest {
  @AfterEach
  void clear() {
    System.clearProperty(ForkChannel.PROPERTY);
  }

  @Test
  void publishedRecordsAreReadBack(@TempDir Path folder) {
    Path file = folder.resolve("fork.json");
    System.setProperty(ForkChannel.PROPERTY, file.toString());
    ForkReport report =
        new ForkReport(
            512,
            2,
            1,
            10,
            12,
            99,
            "abc",
            3,
            Double.NaN,
            7,
            new Correctness(5, 5, 0.5, null),
            2L,
            null,
            null);
    ForkChannel.publish(report);
    assertThat(ResultFiles.read(file, ForkReport.class)).isEqualTo(report);
  }

  @Test
  void publishesNothingWhenNobodyListens() {
    ForkChannel.publish(new CeilingReport(CeilingSample.FMA, "GFLOP/s", 1, 512, 2));
    assertThat(System.getProperty(ForkChannel.PROPERTY)).isNull();
  }

  @Test
  void ceilingRateIsWorkPerTime() {
    CeilingReport report = new CeilingReport(CeilingSample.FMA, "GFLOP/s", 3e9, 512, 2);
    assertThat(report.rate(10)).isEqualTo(300.0);
  }
}
