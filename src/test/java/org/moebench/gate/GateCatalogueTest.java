// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

class GateCatalogueTest {
  static Stream<GateCell> all() {
    return Stream.concat(GateCatalogue.cells().stream(), GateCatalogue.controls().stream());
  }

  /** Whatever the gate asks of a jar must be in this one. */
  @ParameterizedTest
  @MethodSource("all")
  void benchmarksAndParametersExist(GateCell cell) throws ReflectiveOperationException {
    int dot = cell.benchmark().lastIndexOf('.');
    Class<?> type = Class.forName(cell.benchmark().substring(0, dot));
    String method = cell.benchmark().substring(dot + 1);
    assertThat(type.getMethods())
        .filteredOn(one -> one.isAnnotationPresent(Benchmark.class))
        .extracting(one -> one.getName())
        .contains(method);
    Set<String> fields = new HashSet<>();
    Stream.concat(Stream.of(type), Stream.of(type.getClasses()))
        .flatMap(one -> Stream.of(one.getFields()))
        .forEach(field -> fields.add(field.getName()));
    assertThat(fields).containsAll(cell.params().keySet());
    assertThat(Path.of(cell.sourceFile())).exists();
  }

  @Test
  void idsAreUniqueAndEveryOperationTakesPart() {
    assertThat(all().map(GateCell::id)).doesNotHaveDuplicates();
    List<GateCell> quick = GateCatalogue.quick();
    assertThat(quick.size()).isGreaterThanOrEqualTo(6);
    assertThat(quick)
        .extracting(GateCell::operation)
        .contains("gemm", "routing", "swiglu", "prefill");
    assertThat(GateCatalogue.controls()).allMatch(GateCell::isControl);
    assertThat(GateCatalogue.controls().size()).isGreaterThanOrEqualTo(2);
    // Else a baseline of another machine could not be used for them.
    assertThat(GateCatalogue.controls())
        .extracting(GateCell::bottleneck)
        .containsAll(GateCatalogue.cells().stream().map(GateCell::bottleneck).toList());
  }
}
