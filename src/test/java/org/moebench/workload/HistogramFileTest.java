// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class HistogramFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7\n0\n12\n",
        "7\r\n0\r\n12",
        "\uFEFF7\n0\n12\n",
        "count\n7\n0\n12\n",
        "# recorded on Monday\n\n7 # hot\n0\n+12\n",
        "7,0,12",
        "7 0\t12\n",
        "7; 0 ;12",
        "7, 0,\u000b12",
        "e0,e1,e2\n7,0,12\n",
        "0,7\n1,0\n2,12\n",
        "expert,count\n2,12\n0,7\n1,0\n",
        "[7, 0, 12]",
        "\uFEFF [7,0,12]\n",
        "{\"counts\": [7, 0, 12], \"model\": {\"layers\": 3}}",
        "{\"tokens_per_expert\": [7, 0, 12]}"
      })
  void readsEveryDocumentedLayout(String text) {
    assertThat(read(text).rows().toArray()).containsExactly(7, 0, 12);
  }

  @Test
  void readsAListWrappedOverLines() {
    assertThat(read("1 2 3\n4 5\n6\n").rows().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void readsTwoNumbersOnOneLineAsTwoCounts() {
    assertThat(read("3,5").rows().toArray()).containsExactly(3, 5);
  }

  @Test
  void readsOneNamedExpert() {
    assertThat(read("expert,count\n0,5\n").rows().toArray()).containsExactly(5);
  }

  @Test
  void acceptsCountsThatAreAllZero() {
    Workload workload = read("0\n0\n0\n");
    assertThat(workload.rows().total()).isZero();
    assertThat(workload.info().statistics()).containsEntry("max_over_mean", 0.0);
  }

  @Test
  void acceptsTheLargestSum() {
    assertThat(read("2147483646,1,0").rows().total()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void namesTheWorkloadAfterTheFile() {
    Workload workload = read("1,2,3");
    assertThat(workload.name()).isEqualTo("mine");
    assertThat(workload.source()).isEqualTo("file mine.csv");
    assertThat(workload.seed()).isNull();
    assertThat(workload.reference()).isEmpty();
  }

  static Stream<Arguments> badTexts() {
    return Stream.of(
        Arguments.of("", "holds no counts; expected one whole number per expert"),
        Arguments.of("# nothing\n\n", "holds no counts; expected one whole number per expert"),
        Arguments.of("count\n", "holds no counts; expected one whole number per expert"),
        Arguments.of("[]", "holds no counts; expected one whole number per expert"),
        Arguments.of("5\n-3\n", "line 2: count '-3' is negative"),
        Arguments.of("5\n-99999999999999999999\n", "is negative"),
        Arguments.of("1.5\n", "line 1: count '1.5' is not a whole number"),
        Arguments.of("nan\n2\n", "line 1: count 'nan' is not a whole number"),
        Arguments.of("1\n\n# x\n1e3\n", "line 4: count '1e3' is not a whole number"),
        Arguments.of("1\ntwo\n", "line 2: count 'two' is not a whole number"),
        Arguments.of("count\nname\n2\n", "line 2: count 'name' is not a whole number"),
        Arguments.of("1,,2", "line 1: count '' is not a whole number"),
        Arguments.of("2147483648\n", "line 1: count '2147483648' is larger than 2147483647"),
        Arguments.of("9".repeat(5000), "line 1: count '" + "9".repeat(40) + "…' is larger than"),
        Arguments.of("2147483647\n0\n1\n", "line 3: with count 1 the sum exceeds 2147483647 rows"),
        Arguments.of("0,5\n1,6\n1,7\n", "line 3: expert 1 again, first on line 2"),
        Arguments.of(
            "0,5\n2,6\n", "no line for expert 1; 2 lines must name the experts from 0 to 1"),
        Arguments.of("1,5\n2,6\n", "no line for expert 0"),
        Arguments.of("0,5\n2000000000,6\n", "no line for expert 1"),
        Arguments.of("-1,5\n0,6\n", "line 1: expert '-1' is negative"),
        Arguments.of("0,5\n1,x\n", "line 2: count 'x' is not a whole number"),
        Arguments.of(
            "0,5\n1,6\n7\n",
            "line 3: holds 1 values, '7'; expected expert,count on each line like the lines"),
        Arguments.of("5\n6,7\n", "line 2: holds 2 values, '6,7'; expected one count on each line"),
        Arguments.of(
            "layer,expert,count\n0,0,5\n0,1,6\n",
            "line 1: a table of 3 columns; expected one count, or expert,count on each line"),
        Arguments.of("[1, -2]", "[1]: count '-2' is negative"),
        Arguments.of("[1, 2.0]", "[1]: count '2.0' is not a whole number"),
        Arguments.of("{\"counts\": [1, \"2\"]}", "counts[1]: count \"2\" is not a whole number"),
        Arguments.of("{\"counts\": [null]}", "counts[0]: count null is not a whole number"),
        Arguments.of("[[1], [2]]", "[0]: count [1] is not a whole number"),
        Arguments.of("[99999999999]", "[0]: count '99999999999' is larger than 2147483647"),
        Arguments.of("[2147483647, 9]", "[1]: with count 9 the sum exceeds 2147483647 rows"),
        Arguments.of("{\"counts\": 5}", "field counts is not an array of counts"),
        Arguments.of("{\"tokens\": [5]}", "has none of the fields [counts, tokens_per_expert]"),
        Arguments.of("{\"counts\": [5], \"tokens_per_expert\": [5]}", "has more than one of the"),
        Arguments.of("{\"counts\": [5], \"counts\": [6]}", "not valid JSON (Duplicate"),
        Arguments.of("[1, 2", "line 1, column"),
        Arguments.of("[1,\n 2]\n 3", "line 3, column"),
        Arguments.of("[" + "[".repeat(2000), "not valid JSON"),
        Arguments.of("[" + "1".repeat(2000) + "]", "not valid JSON"));
  }

  @ParameterizedTest
  @MethodSource("badTexts")
  void saysInOneLineWhatIsWrongAndWhere(String text, String expected) {
    assertBad(write(text.getBytes(StandardCharsets.UTF_8)), expected);
  }

  @Test
  void refusesBytesThatAreNotText() {
    assertBad(write(new byte[] {'5', '\n', (byte) 0xff, (byte) 0xfe}), "is not UTF-8 text");
    assertBad(write(new byte[] {'5', 0, '6'}), "line 1: count '5 6' is not a whole number");
  }

  @Test
  void refusesFilesThatAreTooLarge() {
    byte[] bytes = new byte[HistogramFile.MAX_BYTES + 1];
    assertBad(write(bytes), "is larger than 4 MiB");
  }

  @Test
  void refusesWhatCannotBeRead() {
    assertBad(folder.resolve("absent.csv"), "does not exist");
    assertBad(folder, "is a folder");
    assertBad(write("1\n").resolve("below.csv"), "cannot be read");
  }

  private static void assertBad(Path file, String expected) {
    UserError error = catchThrowableOfType(UserError.class, () -> HistogramFile.read(file));
    assertThat(error.status()).isEqualTo(ExitStatus.BAD_INPUT);
    assertThat(error.getMessage())
        .startsWith("histogram " + file + ": ")
        .contains(expected)
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(file.toString().length() + 300);
  }

  private Workload read(String text) {
    return HistogramFile.read(write(text));
  }

  private Path write(String text) {
    return write(text.getBytes(StandardCharsets.UTF_8));
  }

  private Path write(byte[] bytes) {
    try {
      return Files.write(folder.resolve("mine.csv"), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
