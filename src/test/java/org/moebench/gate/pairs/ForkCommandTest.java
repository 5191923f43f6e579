// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.GateCell;
import org.moebench.run.Timing;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.TimeValue;

/** What JMH's own parser makes of the command. */
class ForkCommandTest {
  private static final Path RESULT = Path.of("/tmp/with blank/jmh.json");
  private static final Path REPORT = Path.of("/tmp/with blank/report.json");

  private static GateCell cell(String operation, Map<String, String> params) {
    return new GateCell(
        operation + "/x",
        operation,
        "org.moebench.bench.GemmBenchmark.multiply",
        params,
        Bottleneck.COMPUTE,
        new Timing(2, 300, 7, 150),
        512,
        4);
  }

  private static Arm arm(String name, String... extra) {
    return new Arm(
        name, Path.of(name + ".jar"), Path.of("control.jar"), Map.of("gemm/x", List.of(extra)));
  }

  private static List<String> command(GateCell cell, Arm arm) {
    return ForkCommand.of(cell, arm, RESULT, REPORT);
  }

  private static CommandLineOptions parsed(GateCell cell, Arm arm) throws Exception {
    List<String> command = command(cell, arm);
    int main = command.indexOf("org.openjdk.jmh.Main");
    return new CommandLineOptions(command.subList(main + 1, command.size()).toArray(String[]::new));
  }

  @Test
  void jmhUnderstandsThePlan() throws Exception {
    CommandLineOptions options = parsed(cell("gemm", Map.of("rows", "12")), arm(Arm.BASE));
    assertThat(options.getIncludes())
        .singleElement()
        .satisfies(
            pattern -> {
              assertThat("org.moebench.bench.GemmBenchmark.multiply").matches(pattern);
              assertThat("org.moebench.bench.GemmBenchmark.multiplyAll").doesNotMatch(pattern);
            });
    assertThat(options.getForkCount().get()).isEqualTo(1);
    assertThat(options.getThreads().get()).isEqualTo(1);
    assertThat(options.getWarmupIterations().get()).isEqualTo(2);
    assertThat(options.getWarmupTime().get()).isEqualTo(TimeValue.milliseconds(300));
    assertThat(options.getMeasurementIterations().get()).isEqualTo(7);
    assertThat(options.getMeasurementTime().get()).isEqualTo(TimeValue.milliseconds(150));
    assertThat(options.shouldFailOnError().get()).isTrue();
    assertThat(options.getResult().get()).isEqualTo(RESULT.toString());
    assertThat(options.getParameter("rows").get()).containsExactly("12");
  }

  @Test
  void nothingOfTheAnnotationsJvmArgumentsComesIn() throws Exception {
    CommandLineOptions options = parsed(cell("gemm", Map.of()), arm(Arm.HEAD, "-Da=b c", "-De=f"));
    assertThat(options.getJvmArgs().get())
        .contains("-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-XX:G1HeapRegionSize=1m")
        .contains("-Dmoebench.fork.report=" + REPORT);
    assertThat(options.getJvmArgsPrepend().get()).containsExactly("-Dmoebench.arm=head");
    assertThat(options.getJvmArgsAppend().get())
        .containsExactly("-Dmoebench.cell=gemm/x", "-Da=b c", "-De=f");
  }

  @Test
  void armsDifferInJarAndNameOnlyAndNotInLength() {
    GateCell cell = cell("gemm", Map.of("rows", "12"));
    String base = String.join(" ", command(cell, arm(Arm.BASE)));
    String head = String.join(" ", command(cell, arm(Arm.HEAD)));
    assertThat(base).hasSameSizeAs(head).contains("base.jar");
    assertThat(base.replace("base", "head")).isEqualTo(head);
    assertThat(base).startsWith(System.getProperty("java.home"));
  }

  @Test
  void controlsRunTheControlJar() {
    assertThat(command(cell("control", Map.of()), arm(Arm.HEAD)))
        .containsSubsequence("-cp", "control.jar", "org.openjdk.jmh.Main");
    assertThat(command(cell("gemm", Map.of()), arm(Arm.HEAD)))
        .containsSubsequence("-cp", "head.jar", "org.openjdk.jmh.Main");
  }

  @Test
  void whatJmhCannotTakeIsRefused() {
    assertThatThrownBy(() -> command(cell("gemm", Map.of("rows", "1,2")), arm(Arm.BASE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gemm/x")
        .hasMessageContaining("'1,2'");
    assertThatThrownBy(() -> command(cell("gemm", Map.of("rows", "")), arm(Arm.BASE)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> command(cell("gemm", Map.of()), arm(Arm.BASE, "-Da=\"b\"")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("double quote");
  }
}
