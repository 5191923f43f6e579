// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.moebench.simd.VectorShapes;

/** Kernels allocate nothing per call once they are compiled. */
class RoutingAllocationTest {
  // Now and then C2 leaves a vector of one loop on the heap for the life of a JVM, the more often
  // the busier the machine; what a kernel itself allocates, it allocates in every JVM.
  private static final int ATTEMPTS = 3;

  @ParameterizedTest
  @EnumSource(value = RoutingVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "REFERENCE")
  void routingAllocatesNothing(RoutingVariant variant) throws Exception {
    assertNothingAllocated(variant.id());
  }

  @Test
  void sortingAllocatesNothing() throws Exception {
    assertNothingAllocated(RoutingAllocation.SORT);
  }

  @Test
  void anAllocationIsSeen() throws Exception {
    assertThat(measure(RoutingAllocation.CONTROL)).isNotEmpty().allMatch(line -> bytes(line) > 16);
  }

  private static void assertNothingAllocated(String subject) throws Exception {
    List<String> lines = measure(subject);
    for (int i = 1; i < ATTEMPTS && lines.stream().anyMatch(line -> bytes(line) >= 1); i++) {
      lines = measure(subject);
    }
    assertThat(lines).isNotEmpty().allMatch(line -> bytes(line) < 1);
  }

  private static double bytes(String line) {
    return Double.parseDouble(line.substring(0, line.indexOf(' ')));
  }

  private static List<String> measure(String subject) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dmoebench.vector.bits=" + VectorShapes.BITS,
                "-cp",
                System.getProperty("java.class.path"),
                RoutingAllocation.class.getName(),
                subject)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return output.lines().toList();
  }
}
