// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class NpyHeaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<i2', 'fortran_order': False, 'shape': (5, 3, 2), }",
        "{'shape':(5,3,2),'fortran_order':False,'descr':'<i2'}",
        "  {\"descr\" : \"<i2\" ,\n 'shape' : ( 5L , 3L , 2L , ) , 'fortran_order' : False }  \n",
        "{'descr': '<i2', 'fortran_order': False, 'shape': [5, 3, 2], 'more': ('a', (1,), -2)}",
      })
  void readsEveryWayToWriteTheSame(String text) {
    for (int version = 1; version <= 3; version++) {
      NpyHeader header = parse(NpyBytes.header(version, text));
      assertThat(header.type()).isEqualTo(new NpyType('i', 2, false));
      assertThat(header.fortran()).isFalse();
      assertThat(header.shape()).containsExactly(5L, 3L, 2L);
      assertThat(header.length() % 64).isZero();
      assertThat(header.dataBytes()).isEqualTo(60);
    }
  }

  @Test
  void readsShapesOfAnyLength() {
    assertThat(parse(with("'<i4'", "False", "(5,)")).shape()).isEqualTo(List.of(5L));
    assertThat(parse(with("'<i4'", "True", "()")).shape()).isEmpty();
    assertThat(parse(with("'<i4'", "True", "(0, 4)")).dataBytes()).isZero();
    assertThat(parse(with("'|u1'", "True", "(4294967296, 4)")).dataBytes()).isEqualTo(1L << 34);
  }

  @ParameterizedTest
  @CsvSource({
    "<i2, i, 2, false", ">i2, i, 2, true", "|i1, i, 1, false", "<u1, u, 1, false",
    ">u1, u, 1, false", "u1, u, 1, false", "<u8, u, 8, false", ">f4, f, 4, true",
    "<f2, f, 2, false", "=i1, i, 1, false"
  })
  void readsTypes(String descr, char kind, int bytes, boolean big) {
    assertThat(NpyType.of(descr)).isEqualTo(new NpyType(kind, bytes, big));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|O", "|O8", "<f1", "|b1", "<c8", "<U4", "|S2", "<M8[ns]", "<f16", "i4", "|i4", ""
      })
  void refusesOtherTypes(String descr) {
    assertBad(
        with("'" + descr + "'", "False", "(5, 3)"),
        "elements of type '%s': expected whole numbers".formatted(descr));
  }

  @Test
  void refusesFields() {
    assertBad(
        with("[('a', '<i4'), ('b', '<f4', (2,))]", "False", "(5,)"),
        "elements with fields ('descr' is a list): save each field as an array of its own");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'fortran_order': False, 'shape': (5,)}|npy header: 'descr' is missing",
        "{'descr': '<i4', 'shape': (5,)}|npy header: 'fortran_order' is missing",
        "{'descr': '<i4', 'fortran_order': False}|npy header: 'shape' is missing",
        "{'descr': 4, 'fortran_order': False, 'shape': (5,)}|npy header: 'descr' is no text",
        "{'descr': '<i4', 'fortran_order': 0, 'shape': (5,)}|npy header: 'fortran_order' is neither",
        "{'descr': '<i4', 'fortran_order': False, 'shape': 5}|npy header: 'shape' is no sequence",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (-1,)}|npy header: 'shape' holds -1",
        "{'descr': '<i4', 'fortran_order': False, 'shape': ('5',)}|npy header: 'shape' holds 5",
        "{'descr': '<i4', 'fortran_order': False, 'shape': (99999999999999999999,)}|npy header: 9999",
        "{'descr': '<i4', 'descr': '<i4'}|npy header: 'descr' comes more than once",
        "{'descr': '<i4'|npy header: expected ',' at character",
        "{'descr: 4}|npy header: expected a closing quote",
        "{'descr': os.system('x')}|npy header: expected a value",
        "{'shape': ((((((((((1,),),),),),),),),)}|npy header: expected less nesting",
        "{'descr': '<i4'} x|npy header: expected nothing after",
        "[1]|npy header: expected '{'",
        "~~|npy header: expected '{'",
      })
  void refusesOtherHeaders(String text, String message) {
    assertBad(NpyBytes.header(1, text), message);
  }

  @Test
  void refusesShapesBeyondAllMemory() {
    assertBad(
        with("'<i8'", "False", "(4611686018427387904, 4611686018427387904)"),
        "shape (4611686018427387904, 4611686018427387904) is beyond 2^63 bytes");
  }

  @Test
  void refusesOtherFilesAndCutHeaders() {
    assertBad(new byte[] {1, 2, 3}, "not an npy array");
    assertBad("PK-and-something".getBytes(StandardCharsets.US_ASCII), "not an npy");
    byte[] whole = with("'<i4'", "False", "(5,)");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> parse(cut)).isInstanceOf(UserError.class);
    }
    assertBad(Arrays.copyOf(whole, 9), "ends after 9 bytes, within the npy header");
    byte[] version = whole.clone();
    version[6] = (byte) 200;
    assertBad(version, "npy version 200: expected 1, 2 or 3");
  }

  @Test
  void refusesLengthsThatLie() {
    assertBad(NpyBytes.prefix(1, 118), "npy header of 118 bytes declared, 0 are there");
    assertBad(NpyBytes.prefix(2, -1), "npy header of 4294967295 bytes declared, 0 are there");
    byte[] huge = NpyBytes.concat(NpyBytes.prefix(3, 1 << 20), new byte[1 << 20]);
    assertBad(huge, "npy header of 1048576 bytes: expected at most");
  }

  private static byte[] with(String descr, String fortran, String shape) {
    return NpyBytes.header(
        1, "{'descr': %s, 'fortran_order': %s, 'shape': %s}".formatted(descr, fortran, shape));
  }

  private static NpyHeader parse(byte[] bytes) {
    return NpyHeader.parse(MemorySegment.ofArray(bytes), "t.npy", "ids");
  }

  private static void assertBad(byte[] bytes, String message) {
    assertThatThrownBy(() -> parse(bytes))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("t.npy: ids: " + message)
        .hasMessageNotContaining("\n")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }
}
