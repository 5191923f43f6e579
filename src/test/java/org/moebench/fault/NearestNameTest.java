// SPDX-License-Identifier: Apache-2.0
package org.moebench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> FORMATS =
      List.of("INT8_SYM", "INT4_SYM", "INT4_ASYM", "INT2_SYM", "FP8_E4M3", "FP32");

  @Test
  void findsTheNameWithTheFewestEdits() {
    assertThat(NearestName.of("INT4_SYN", FORMATS)).isEqualTo("INT4_SYM");
    assertThat(NearestName.of("FP8E4M3", FORMATS)).isEqualTo("FP8_E4M3");
    assertThat(NearestName.of("INT4_AASYM", FORMATS)).isEqualTo("INT4_ASYM");
  }

  @Test
  void ignoresCase() {
    assertThat(NearestName.of("fp8_e4m3", FORMATS)).isEqualTo("FP8_E4M3");
  }

  @Test
  void countsSwappedNeighboursAsOneEdit() {
    assertThat(NearestName.of("lsit", List.of("test", "list"))).isEqualTo("list");
    assertThat(NearestName.of("ab", List.of("abcd", "ba"))).isEqualTo("ba");
  }

  @Test
  void prefersTheLongerCommonBeginningAmongEquallyNearNames() {
    assertThat(NearestName.of("ac", List.of("bc", "ad"))).isEqualTo("ad");
  }

  @Test
  void answersTheEmptyNameToo() {
    assertThat(NearestName.of("", FORMATS)).isEqualTo("FP32");
  }

  @Test
  void refusesAnEmptyListOfNames() {
    assertThatThrownBy(() -> NearestName.of("x", List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void describesTheUnknownNameInOneLine() {
    UserError error =
        NearestName.unknown("workload", "recoded", List.of("recorded-256-31k", "uniform-32k"));
    assertThat(error.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(error)
        .hasMessage(
            "unknown workload 'recoded': did you mean 'recorded-256-31k'?"
                + " (one of: recorded-256-31k, uniform-32k)");
  }
}
