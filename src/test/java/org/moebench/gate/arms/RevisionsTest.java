// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.moebench.gate.arms.ExampleArms.commit;
import static org.moebench.gate.arms.ExampleArms.git;
import static org.moebench.gate.arms.ExampleArms.write;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

class RevisionsTest {
  @TempDir private Path folder;
  private String first;

  @BeforeEach
  void oneCommit() throws Exception {
    ExampleArms.init(folder);
    first = commit(folder, "src/A.java", "a");
  }

  private Revisions revisions() {
    return new Revisions(folder, System.getenv());
  }

  private static void refused(ThrowingCallable call, ExitStatus status, String... parts) {
    assertThatThrownBy(call)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(parts)
        .satisfies(e -> assertThat(((UserError) e).status()).isEqualTo(status));
  }

  @Test
  void theBaseIsWhereTheWorkingTreeLeftTheRevision() throws Exception {
    git(folder, "checkout", "-q", "-b", "feature");
    String head = commit(folder, "src/B.java", "b");
    git(folder, "checkout", "-q", "main");
    String later = commit(folder, "src/C.java", "c");
    git(folder, "checkout", "-q", "feature");

    Change change = revisions().since("main");

    assertThat(later).isNotEqualTo(first);
    assertThat(change).isEqualTo(new Change("main", first, head, false, change.paths()));
    assertThat(change.paths()).containsExactly("src/B.java");
  }

  @Test
  void changedPathsHoldCommittedChangedAndUntrackedFiles() throws Exception {
    commit(folder, "src/B.java", "b");
    write(folder, "src/A.java", "changed");
    write(folder, "src/Ü.java", "new");
    write(folder, "target/x.class", "ignored");
    write(folder, ".gitignore", "target/\n");

    Change change = revisions().since(first);

    assertThat(change.paths())
        .containsExactlyInAnyOrder("src/A.java", "src/B.java", "src/Ü.java", ".gitignore");
    assertThat(change.dirty()).isTrue();
    assertThat(change.isNone()).isFalse();
  }

  @Test
  void filesThatTheBuildDoesNotReadMakeNothingDirty() throws Exception {
    write(folder, "notes.txt", "x");
    assertThat(revisions().dirty()).isFalse();
    write(folder, "src/New.java", "x");
    assertThat(revisions().dirty()).isTrue();
  }

  @Test
  void theSameCommitIsAllowed() {
    Change change = revisions().since("HEAD");
    assertThat(change.isNone()).isTrue();
    assertThat(change.base()).isEqualTo(change.head());
  }

  @Test
  void aNewerBaseIsTakenForSwappedArms() throws Exception {
    git(folder, "checkout", "-q", "-b", "old");
    git(folder, "checkout", "-q", "main");
    commit(folder, "src/B.java", "b");
    git(folder, "checkout", "-q", "old");

    refused(
        () -> revisions().since("main"),
        ExitStatus.USAGE,
        "base main is newer than the working tree: arms swapped?",
        "check out main and give --base " + first.substring(0, 12));
  }

  @Test
  void aNewerBaseMayBeComparedWithChangesOfItsAncestor() throws Exception {
    git(folder, "checkout", "-q", "-b", "old");
    git(folder, "checkout", "-q", "main");
    commit(folder, "src/B.java", "b");
    git(folder, "checkout", "-q", "old");
    write(folder, "src/A.java", "changed");

    assertThat(revisions().since("main").base()).isEqualTo(first);
  }

  @Test
  void unknownRevisionsNameTheNearest() {
    git(folder, "tag", "v1.0");
    refused(() -> revisions().resolve("mian"), ExitStatus.USAGE, "'mian'", "did you mean 'main'?");
    refused(() -> revisions().resolve("v1.1"), ExitStatus.USAGE, "did you mean 'v1.0'?");
    refused(() -> revisions().resolve("--all"), ExitStatus.USAGE, "unknown revision '--all'");
    refused(() -> revisions().resolve(""), ExitStatus.USAGE, "unknown revision ''");
  }

  @Test
  void abbreviatedCommitsAndTagsResolve() {
    git(folder, "tag", "-a", "-m", "one", "v1.0");
    assertThat(revisions().resolve("v1.0")).isEqualTo(first);
    assertThat(revisions().resolve(first.substring(0, 8))).isEqualTo(first);
  }

  @Test
  void theDefaultBaseIsTheRemotesMainBranchIfThereIsOne() {
    assertThat(revisions().defaultBase()).isEqualTo("main");
    git(folder, "update-ref", "refs/remotes/origin/main", first);
    assertThat(revisions().defaultBase()).isEqualTo("origin/main");
    git(folder, "checkout", "-q", "-b", "trunk");
    git(folder, "update-ref", "-d", "refs/remotes/origin/main");
    git(folder, "branch", "-D", "main");
    refused(() -> revisions().defaultBase(), ExitStatus.USAGE, "origin/main nor main", "--base");
  }

  @Test
  void unrelatedHistoriesAreRefused() throws Exception {
    git(folder, "checkout", "-q", "--orphan", "other");
    commit(folder, "src/B.java", "b");
    refused(() -> revisions().since("main"), ExitStatus.USAGE, "main and HEAD share no commit");
  }

  @Test
  void aShallowCloneIsToldToFetch(@TempDir Path other) throws Exception {
    git(folder, "checkout", "-q", "-b", "feature");
    commit(folder, "src/B.java", "b");
    git(folder, "checkout", "-q", "main");
    commit(folder, "src/C.java", "c");
    Path clone = other.resolve("clone");
    git(other, "clone", "-q", "--depth=1", "--no-single-branch", "file://" + folder, "clone");

    Revisions shallow = new Revisions(clone, System.getenv());

    refused(
        () -> shallow.since("origin/feature"),
        ExitStatus.USAGE,
        "origin/feature and HEAD share no commit",
        "git fetch --unshallow");
    refused(() -> shallow.since(first), ExitStatus.USAGE, "unknown", "git fetch --unshallow");
  }

  @Test
  void whatIsNoCheckoutIsRefused(@TempDir Path other) throws Exception {
    refused(
        () -> new Revisions(other, System.getenv()),
        ExitStatus.USAGE,
        other.toString(),
        "not a git repository",
        "--base-jar");
    ExampleArms.init(other);
    refused(() -> new Revisions(other, System.getenv()).since("HEAD"), ExitStatus.USAGE, "HEAD");
  }

  @Test
  void withoutGitTheJarsAreSuggested() {
    refused(
        () -> new Revisions(folder, Map.of("PATH", folder.toString())),
        ExitStatus.USAGE,
        "no git on the PATH",
        "--base-jar and --head-jar");
  }

  @Test
  void variablesOfAHookDoNotLeadElsewhere(@TempDir Path other) throws Exception {
    ExampleArms.init(other);
    String elsewhere = commit(other, "src/A.java", "other");
    Map<String, String> inHook = new HashMap<>(System.getenv());
    inHook.put("GIT_DIR", other.resolve(".git").toString());
    assertThat(new Revisions(folder, inHook).head()).isEqualTo(first).isNotEqualTo(elsewhere);
  }

  @Test
  void aProjectBelowTheTopOfACheckoutHasPathsOfItsOwn() throws Exception {
    commit(folder, "suite/src/A.java", "a");
    write(folder, "suite/src/A.java", "b");
    write(folder, "src/A.java", "elsewhere");
    Revisions revisions = new Revisions(folder.resolve("suite"), System.getenv());
    assertThat(revisions.changed("HEAD")).containsExactly("src/A.java");
    assertThat(revisions.prefix()).isEqualTo(Path.of("suite"));
  }
}
