// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.run.DoctorCheck.Level;

class DoctorTest {
  @TempDir private Path root;

  private MachineState machine(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return new MachineState(root);
  }

  private static void is(DoctorCheck check, Level level, String finding) {
    assertThat(check.level()).isEqualTo(level);
    assertThat(check.finding()).contains(finding);
    assertThat(check.advice() == null).isEqualTo(level == Level.OK);
  }

  @Test
  void aQuotaBelowTheProcessorsIsAWarning() throws Exception {
    String file = "sys/fs/cgroup/cpu.max";
    is(machine(file, "150000 100000\n").quota(2), Level.WARN, "1.50 processors of 2");
    is(machine(file, "200000 100000\n").quota(2), Level.OK, "2.00 processors of 2");
    is(machine(file, "max 100000\n").quota(2), Level.OK, "none");
  }

  @Test
  void theQuotaOfTheFirstControlGroupsIsReadToo() throws Exception {
    machine("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
    String file = "sys/fs/cgroup/cpu/cpu.cfs_quota_us";
    is(machine(file, "50000\n").quota(2), Level.WARN, "0.50");
    is(machine(file, "-1\n").quota(2), Level.OK, "none");
  }

  @Test
  void hugePagesSwitchedOffAreAWarning() throws Exception {
    String file = "sys/kernel/mm/transparent_hugepage/enabled";
    is(machine(file, "always madvise [never]\n").hugePages(), Level.WARN, "never");
    is(machine(file, "always [madvise] never\n").hugePages(), Level.OK, "madvise");
  }

  @Test
  void aGovernorThatSavesPowerIsAWarning() throws Exception {
    String file = "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor";
    is(machine(file, "powersave\n").governor(), Level.WARN, "powersave");
    is(machine(file, "performance\n").governor(), Level.OK, "performance");
  }

  @Test
  void otherWorkIsAWarning() throws Exception {
    is(machine("proc/loadavg", "1.90 1.0 1.0 1/99 1\n").load(2), Level.WARN, "1.90");
    is(machine("proc/loadavg", "0.10 1.0 1.0 1/99 1\n").load(2), Level.OK, "0.10");
  }

  @Test
  void stolenTimeIsAWarning() {
    is(MachineState.steal(0.05), Level.WARN, "5.0%");
    is(MachineState.steal(0.001), Level.OK, "0.1%");
  }

  @Test
  void whatTheSystemDoesNotSayIsNoWarning() {
    MachineState nothing = new MachineState(root.resolve("none"));
    is(nothing.quota(2), Level.OK, "none");
    is(nothing.hugePages(), Level.OK, "unknown");
    is(nothing.governor(), Level.OK, "not visible");
    is(nothing.load(2), Level.OK, "unknown");
    is(nothing.steal(), Level.OK, "unknown");
  }

  @Test
  void whatMakesMeasuringImpossibleFails() throws Exception {
    is(Doctor.jdk(24), Level.FAIL, System.getProperty("java.version"));
    is(Doctor.vectorModule(false), Level.FAIL, "jdk.incubator.vector");
    is(Doctor.vectorWidth(8), Level.FAIL, "64 bits");
    is(Doctor.memory(1L << 30), Level.FAIL, "1.0 GiB");
    Path file = Files.writeString(root.resolve("file"), "in the way");
    is(Doctor.writable(file.resolve("out")), Level.FAIL, "file");
  }

  @Test
  void whatMakesFiguresPoorerWarns() {
    is(Doctor.vectorWidth(-1), Level.WARN, "does not say");
    is(Doctor.memory(8L << 30), Level.WARN, "8.0 GiB");
    is(Doctor.memory(0), Level.WARN, "unknown");
    is(Doctor.cores(1), Level.WARN, "1");
    is(Doctor.disk(root, 1000), Level.WARN, "1000 B");
  }

  @Test
  void thisMachineIsExaminedWhole() {
    assertThat(new Doctor(root.resolve("out"), root.resolve("cache")).examine())
        .hasSizeGreaterThanOrEqualTo(13)
        .extracting(DoctorCheck::name)
        .doesNotHaveDuplicates();
  }
}
