// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.result.Environment;

class EnvironmentProbeTest {
  @TempDir private Path folder;

  private EnvironmentProbe probe(String cpuinfo) throws Exception {
    Path file = Files.writeString(folder.resolve("cpuinfo"), cpuinfo);
    return new EnvironmentProbe(file, folder.resolve("cache"));
  }

  private void cache(int index, String level, String type, String size) throws Exception {
    Path cache = Files.createDirectories(folder.resolve("cache/index" + index));
    Files.writeString(cache.resolve("level"), level + "\n");
    Files.writeString(cache.resolve("type"), type + "\n");
    Files.writeString(cache.resolve("size"), size + "\n");
  }

  @Test
  void theProcessorIsNamedAsTheSystemDoes() throws Exception {
    assertThat(probe("processor\t: 0\nmodel name\t: Some CPU @ 2 GHz\n").cpuModel())
        .isEqualTo("Some CPU @ 2 GHz");
    assertThat(probe("CPU implementer\t: 0x41\nCPU part\t: 0xd40\n").cpuModel())
        .isEqualTo("ARM part 0xd40");
    assertThat(probe("").cpuModel()).isEqualTo("unknown");
  }

  @Test
  void dataCachesAreListedFromSmallToLarge() throws Exception {
    cache(0, "1", "Data", "32K");
    cache(1, "1", "Instruction", "32K");
    cache(2, "2", "Unified", "1024K");
    cache(3, "3", "Unified", "36608K");
    assertThat(probe("").cacheSizes()).isEqualTo("L1d 32 KiB, L2 1 MiB, L3 36608 KiB");
    assertThat(probe("").largestCacheBytes()).isEqualTo(36608L << 10);
  }

  @Test
  void aMachineThatSaysNothingIsUnknownNotAnError() {
    EnvironmentProbe nothing = new EnvironmentProbe(folder.resolve("none"), folder.resolve("no"));
    Environment environment = nothing.probe(2, 0);
    assertThat(environment.cpuModel()).isEqualTo("unknown");
    assertThat(environment.caches()).isEmpty();
    assertThat(nothing.largestCacheBytes()).isZero();
    assertThat(environment.jdk()).contains(System.getProperty("java.version"));
    assertThat(environment.commit()).isEqualTo("unknown");
    assertThat(environment.version()).isNotBlank();
    assertThat(environment.jvmArgs()).isEqualTo(ForkArguments.common());
  }
}
