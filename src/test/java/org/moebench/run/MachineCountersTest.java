// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineCountersTest {
  private static MachineCounters at(String cpuLine, long gcMillis) {
    return MachineCounters.of(List.of(cpuLine, "cpu0 1 2 3 4 5 6 7 8"), gcMillis);
  }

  @Test
  void stealShareIsStealOverAllTicksBetweenTheTwo() {
    MachineCounters before = at("cpu  100 0 50 800 10 0 5 35 0 0", 0);
    MachineCounters after = at("cpu  150 0 60 830 10 0 5 45 99 99", 0);
    assertThat(after.stealShareSince(before)).isEqualTo(10.0 / 100.0);
  }

  @Test
  void stealShareIsNotANumberWhereTheSystemDoesNotSay() {
    MachineCounters none = MachineCounters.of(List.of(), 0);
    assertThat(none.stealShareSince(none)).isNaN();
    assertThat(at("cpu  1 2 3", 0).stealShareSince(none)).isNaN();
    assertThat(at("cpu  a b c d e f g h", 0).busyAndIdleTicks()).isEqualTo(-1);
  }

  @Test
  void stealShareIsNotANumberWhenNoTickPassed() {
    MachineCounters one = at("cpu  100 0 50 800 10 0 5 35", 0);
    assertThat(one.stealShareSince(one)).isNaN();
  }

  @Test
  void collectionTimeIsTheDifference() {
    assertThat(at("cpu  1 1 1 1 1 1 1 1", 70).gcMillisSince(at("cpu  1 1 1 1 1 1 1 1", 30)))
        .isEqualTo(40);
  }

  @Test
  void peakResidentMemoryIsReadFromTheStatusFile() {
    assertThat(MachineCounters.peakResidentBytes(List.of("VmPeak: 9 kB", "VmHWM:\t  2048 kB")))
        .isEqualTo(2048 * 1024);
    assertThat(MachineCounters.peakResidentBytes(List.of("VmHWM: lots"))).isZero();
  }

  @Test
  void readsTheCountersOfThisMachineWithoutFailing() {
    MachineCounters before = MachineCounters.now();
    assertThat(MachineCounters.now().gcMillisSince(before)).isNotNegative();
    assertThat(MachineCounters.peakResidentBytes()).isNotNegative();
  }
}
