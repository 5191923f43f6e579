// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ForkMemoryTest {
  private static final long MIB = 1L << 20;

  @Test
  void theHeapHoldsWeightsActivationsOutputsAndPaddedCopies() {
    long weights = 100 * MIB;
    long matrices = (1000L + 500) * (64 + 32) * 4;
    long data = weights + matrices;
    assertThat(ForkMemory.heapBytes(weights, 1000, 500, 64, 32))
        .isBetween(data, data * 2 + 300 * MIB);
    assertThat(
            ForkMemory.heapBytes(weights, 1000, 100_000, 64, 32)
                - ForkMemory.heapBytes(weights, 1000, 0, 64, 32))
        .isBetween(100_000L * 96 * 4, 100_000L * 96 * 5);
  }

  @Test
  void whatOverflowsFitsNoMachine() {
    assertThat(ForkMemory.heapBytes(0, Long.MAX_VALUE / 2, 0, 64, 32)).isEqualTo(Long.MAX_VALUE);
    assertThat(ForkMemory.heapBytes(Long.MAX_VALUE, 1, 0, 1, 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(ForkMemory.residentBytes(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void residentMemoryIsMoreThanTheHeap() {
    assertThat(ForkMemory.residentBytes(1000 * MIB)).isBetween(1200 * MIB, 1400 * MIB);
  }

  @Test
  void aForkTakesAtMostTwelveGibibytesAndLeavesSomeToTheSystem() {
    assertThat(MachineMemory.perFork(64L << 30)).isEqualTo(12L << 30);
    assertThat(MachineMemory.perFork(8L << 30)).isBetween(7L << 30, 8L << 30);
    assertThat(MachineMemory.perFork(100)).isZero();
    assertThat(MachineMemory.perFork(0)).isEqualTo(12L << 30);
  }

  @Test
  void forkArgumentsFixTheHeapAndNameTheReport() {
    Cell cell = FakeForks.cell("prefill/x");
    assertThat(ForkArguments.of(cell.heapBytes(), Path.of("report.json")))
        .contains("-Xms1m", "-Xmx1m", "-Dmoebench.fork.report=report.json")
        .contains("--add-modules=jdk.incubator.vector")
        .containsAll(ForkArguments.common());
  }

  @Test
  void regionsStaySmallEnoughForAlignedArrays() {
    assertThat(ForkArguments.regionMebibytes(500 * MIB)).isEqualTo(1);
    assertThat(ForkArguments.regionMebibytes(12_000 * MIB)).isEqualTo(4);
  }

  @Test
  void bytesAreWrittenForPeople() {
    assertThat(MachineMemory.text(0)).isEqualTo("0 B");
    assertThat(MachineMemory.text(1536)).isEqualTo("1.5 KiB");
    assertThat(MachineMemory.text(12L << 30)).isEqualTo("12.0 GiB");
    assertThat(MachineMemory.text(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }
}
