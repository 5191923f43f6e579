// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.UserError;
import org.moebench.gate.pairs.Arm;

class ArmCopiesTest {
  @TempDir private Path folder;
  private BenchmarkJar base;
  private BenchmarkJar head;

  @BeforeEach
  void twoJars() throws Exception {
    base = BenchmarkJar.read(ExampleArms.jar(folder.resolve("a.jar"), "old", List.of("a.B.run")));
    head = BenchmarkJar.read(ExampleArms.jar(folder.resolve("b.jar"), "new", List.of("a.B.run")));
  }

  private ArmCopies copies() {
    return ArmCopies.of(folder.resolve("run"), base, head);
  }

  private static Set<Integer> lengths(Path... paths) {
    return Stream.of(paths).map(path -> path.toString().length()).collect(Collectors.toSet());
  }

  @Test
  void theArmsDifferInBytesTheControlsDoNot() throws Exception {
    try (ArmCopies copies = copies()) {
      Arm a = copies.base();
      Arm b = copies.head();
      assertThat(a.name()).isEqualTo("base");
      assertThat(b.name()).isEqualTo("head");
      assertThat(Files.mismatch(a.jar(), base.path())).isEqualTo(-1);
      assertThat(Files.mismatch(b.jar(), head.path())).isEqualTo(-1);
      assertThat(Files.mismatch(a.controlJar(), head.path())).isEqualTo(-1);
      assertThat(Files.mismatch(b.controlJar(), head.path())).isEqualTo(-1);
      assertThat(lengths(a.jar(), b.jar())).hasSize(1);
      assertThat(lengths(a.controlJar(), b.controlJar())).hasSize(1);
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void freshCopiesAreOtherFilesOfTheSamePathLength() throws Exception {
    try (ArmCopies copies = copies()) {
      ArmCopies fresh = copies.fresh();
      assertThat(lengths(copies.base().jar(), fresh.head().jar())).hasSize(1);
      Object inode = Files.getAttribute(copies.base().jar(), "unix:ino");
      assertThat(Files.getAttribute(fresh.base().jar(), "unix:ino")).isNotEqualTo(inode);
      assertThat(fresh.arms()).extracting(Arm::name).containsExactly("base", "head");
    }
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void aJarThatChangesMeanwhileIsNoticed() throws Exception {
    try (ArmCopies copies = copies()) {
      ExampleArms.jar(head.path(), "rebuilt", List.of("a.B.run"));
      assertThatThrownBy(copies::fresh)
          .isInstanceOf(UserError.class)
          .hasMessageContainingAll("b.jar", "changed while the gate ran");
    }
  }

  @Test
  void copiesOfAnEarlierRunAreRemoved() throws Exception {
    Path old = Files.createDirectories(folder.resolve("run/07")).resolve("base.jar");
    Files.writeString(old, "old");
    try (ArmCopies copies = copies()) {
      assertThat(old).doesNotExist();
      assertThat(copies.base().jar()).exists();
    }
  }
}
