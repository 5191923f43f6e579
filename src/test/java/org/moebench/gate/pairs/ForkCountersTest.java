// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.pairs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads images of {@code /proc} and {@code /sys}. */
class ForkCountersTest {
  @TempDir private Path root;

  private void file(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ForkCounters read() {
    return ForkCounters.read(root);
  }

  @Test
  void nothingIsKnownWhereThereAreNoFiles() {
    ForkCounters counters = read();
    assertThat(counters.throttledMicros()).isNull();
    assertThat(counters.stealShareSince(counters)).isNull();
    assertThat(counters.throttledMicrosSince(counters)).isNull();
    assertThat(counters.pressureShareSince(counters, 1)).isNull();
  }

  @Test
  void sharesAreThoseOfTheTimeBetween() throws IOException {
    file("proc/stat", "cpu  100 0 100 700 0 0 0 100 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");
    file(
        "proc/pressure/cpu",
        "some avg10=9.00 avg60=1.00 avg300=0.00 total=1000000\nfull total=7\n");
    ForkCounters before = read();
    file("proc/stat", "cpu  200 0 200 1180 0 0 0 120 0 0\n");
    file(
        "proc/pressure/cpu",
        "some avg10=9.00 avg60=1.00 avg300=0.00 total=1500000\nfull total=9\n");
    ForkCounters after = read();
    assertThat(after.stealShareSince(before)).isCloseTo(20.0 / 700, within(1e-12));
    assertThat(after.pressureShareSince(before, 2)).isCloseTo(0.25, within(1e-12));
    assertThat(after.pressureShareSince(before, 0)).isNull();
    assertThat(after.pressureShareSince(before, 0.1)).as("clocks differ a little").isEqualTo(1);
  }

  @Test
  void throttlingOfVersion2IsThatOfTheGroupAndAllAboveIt() throws IOException {
    file("proc/self/cgroup", "0::/pod/box\n");
    file("sys/fs/cgroup/pod/box/cpu.stat", "usage_usec 9\nnr_throttled 3\nthrottled_usec 1200\n");
    file("sys/fs/cgroup/pod/cpu.stat", "throttled_usec 34\n");
    file("sys/fs/cgroup/cpu.stat", "usage_usec 9\n");
    ForkCounters before = read();
    assertThat(before.throttledMicros()).isEqualTo(1234);
    file("sys/fs/cgroup/pod/cpu.stat", "throttled_usec 100\n");
    assertThat(read().throttledMicrosSince(before)).isEqualTo(66);
  }

  @Test
  void aContainerSeesItsOwnGroupAsTheTopmost() throws IOException {
    file("proc/self/cgroup", "0::/docker/4711\n");
    file("sys/fs/cgroup/cpu.stat", "throttled_usec 50\n");
    assertThat(read().throttledMicros()).isEqualTo(50);
    file("proc/self/cgroup", "0::/../elsewhere\n");
    assertThat(read().throttledMicros()).as("outside of what is mounted").isNull();
  }

  @Test
  void throttlingOfVersion1IsInNanoseconds() throws IOException {
    file("proc/self/cgroup", "4:memory:/x\n3:cpu,cpuacct:/box\n0::/\n");
    file("sys/fs/cgroup/cpu,cpuacct/box/cpu.stat", "nr_periods 9\nthrottled_time 7000000\n");
    file("sys/fs/cgroup/cpu,cpuacct/cpu.stat", "nr_periods 0\nnr_throttled 0\nthrottled_time 0\n");
    assertThat(read().throttledMicros()).isEqualTo(7000);
  }

  @Test
  void nonsenseIsUnknown() throws IOException {
    file("proc/stat", "cpu  x y z\n");
    file("proc/pressure/cpu", "some total=much\n");
    file("proc/self/cgroup", "nonsense\n");
    file("sys/fs/cgroup/cpu.stat", "throttled_usec -1\n");
    ForkCounters counters = read();
    assertThat(counters.stealShareSince(counters)).isNull();
    assertThat(counters.throttledMicros()).isNull();
    assertThat(counters.pressureMicros()).isNull();
  }
}
