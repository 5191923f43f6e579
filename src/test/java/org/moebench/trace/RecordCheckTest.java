// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class RecordCheckTest {
  private static final short MISSING = TraceBlock.MISSING;

  private final List<String> found = new ArrayList<>();

  @Test
  void leavesValidRecordsAlone() {
    TraceBlock block = block(3, 3, 0, 1, 2, 0, 1, 7, 5, 3);
    fill(block.fillWeights(), 0.5f, -0.25f, 0, 1, 2, 3, 4, 5, 6);
    fill(block.fillNorms(), 0, 1, 2, 3, 4, 5, 6, 7, 8);
    fill(block.fillMaxima(), -1, 1, 2, 3, 4, 5, 6, 7, 8);
    collecting(8).check(block, RecordCheckTest::place);
    assertThat(found).isEmpty();
    assertThat(block.ids()).containsExactly(3, 0, 1, 2, 0, 1, 7, 5, 3);
  }

  @Test
  void anIdOutOfRangeBecomesMissing() {
    TraceBlock block = block(1, 4, 8, 2, Short.MAX_VALUE, 3);
    collecting(8).check(block, RecordCheckTest::place);
    assertThat(block.ids()).containsExactly(4, MISSING, 2, MISSING, 3);
    assertThat(found)
        .containsExactly(
            "t: record 0 slot 1: id 8 of 8 experts: expected 0 to 7",
            "t: record 0 slot 3: id 32767 or more of 8 experts: expected 0 to 7");
  }

  @Test
  void repeatsWithinARecordBecomeMissing() {
    TraceBlock block = block(2, 5, 1, 5, 5, 1, 5);
    collecting(8).check(block, RecordCheckTest::place);
    assertThat(block.ids()).containsExactly(5, 1, MISSING, 5, 1, MISSING);
    assertThat(found)
        .containsExactly(
            "t: record 0 slot 2: id 5 again, as in slot 0: the experts of a token must be distinct",
            "t: record 1 slot 2: id 5 again, as in slot 0: the experts of a token must be"
                + " distinct");
  }

  @Test
  void negativeIdsAreMissingAndNoProblem() {
    TraceBlock block = block(1, -1, -7, 2);
    fill(block.fillWeights(), Float.NaN, Float.POSITIVE_INFINITY, 0.5f);
    collecting(8).check(block, RecordCheckTest::place);
    assertThat(found).isEmpty();
    assertThat(block.ids()).containsExactly(MISSING, MISSING, 2);
    assertThat(block.weights()).containsExactly(0, 0, 0.5f);
  }

  @Test
  void figuresThatAreNoneTakeTheirSlotAlong() {
    TraceBlock block = block(1, 0, 1, 2, 3);
    fill(block.fillWeights(), Float.NaN, 1, 1, 1);
    fill(block.fillNorms(), 1, -1, 1, 1);
    fill(block.fillMaxima(), 1, 1, Float.NEGATIVE_INFINITY, -2);
    collecting(8).check(block, RecordCheckTest::place);
    assertThat(block.ids()).containsExactly(MISSING, MISSING, MISSING, 3);
    assertThat(block.weights()).containsExactly(0, 0, 0, 1);
    assertThat(block.norms()).containsExactly(0, 0, 0, 1);
    assertThat(block.maxima()).containsExactly(0, 0, 0, -2);
    assertThat(found)
        .containsExactly(
            "t: record 0 slot 0: weight NaN: expected a finite number",
            "t: record 0 slot 1: norm -1.0: expected a finite number, not negative",
            "t: record 0 slot 2: max -Infinity: expected a finite number");
  }

  @Test
  void strictEndsAtTheFirst() {
    RecordCheck check =
        new RecordCheck("t.npy", TraceHeader.of(4, 2, 1), TraceOptions.strict().problems());
    assertThatThrownBy(() -> check.check(block(1, 0, 4), RecordCheckTest::place))
        .isInstanceOf(UserError.class)
        .hasMessage("t.npy: record 0 slot 1: id 4 of 4 experts: expected 0 to 3")
        .extracting(e -> ((UserError) e).status())
        .isEqualTo(ExitStatus.BAD_INPUT);
  }

  @Test
  void withoutStatedExpertsOnlyTheTypesRangeCounts() {
    TraceHeader header = new TraceHeader("m", "s", "l", 5, false, 2, List.of(0), Set.of());
    TraceBlock block = block(1, 4, Short.MAX_VALUE);
    new RecordCheck("t", header, this::collect).check(block, RecordCheckTest::place);
    assertThat(found)
        .containsExactly("t: record 0 slot 1: id 32767 or more: expected at most 32766");
  }

  private RecordCheck collecting(int experts) {
    return new RecordCheck("t", TraceHeader.of(experts, 1, 1), this::collect);
  }

  private void collect(String source, String place, String what) {
    found.add(source + ": " + place + ": " + what);
  }

  private static String place(int record, int slot) {
    return "record " + record + " slot " + slot;
  }

  private static TraceBlock block(int records, int... ids) {
    TraceBlock block = new TraceBlock(records, ids.length / records);
    block.start(0, 0, records);
    for (int i = 0; i < ids.length; i++) {
      block.ids()[i] = (short) ids[i];
    }
    return block;
  }

  private static void fill(float[] array, float... values) {
    System.arraycopy(values, 0, array, 0, values.length);
  }
}
