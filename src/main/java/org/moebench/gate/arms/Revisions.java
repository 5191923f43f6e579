// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/** The revisions of a git checkout. */
public final class Revisions {
  /** What the build reads: nothing else makes a jar differ. */
  private static final List<String> SOURCES = List.of("src", "datasets", "pom.xml", ".mvn");

  private static final List<String> DEFAULT_BASES = List.of("origin/main", "main");

  private final Path root;
  private final Git git;

  /**
   * Opens the checkout that holds a folder.
   *
   * @param root folder of the project
   * @param environment of git, with {@code PATH}
   * @throws UserError USAGE if there is no git or no checkout
   */
  public Revisions(Path root, Map<String, String> environment) {
    this.root = root;
    this.git = new Git(root, environment);
    Git.Answer inside = git.ask("rev-parse", "--is-inside-work-tree");
    if (!inside.ok() || !inside.out().equals("true")) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s cannot be used as a git checkout (%s): give two jars with --base-jar and --head-jar"
              .formatted(root, inside.ok() ? "it has no working tree" : inside.error()));
    }
  }

  /**
   * Full id of the commit a revision names.
   *
   * @throws UserError USAGE with the nearest name if there is none
   */
  public String resolve(String revision) {
    return commit(revision).orElseThrow(() -> unknown(revision));
  }

  private Optional<String> commit(String revision) {
    if (revision.isEmpty() || revision.startsWith("-")) {
      return Optional.empty();
    }
    Git.Answer answer = git.ask("rev-parse", "--verify", "--quiet", revision + "^{commit}");
    return answer.ok() ? Optional.of(answer.out()) : Optional.empty();
  }

  private UserError unknown(String revision) {
    List<String> names =
        git.say(
                "for-each-ref",
                "--format=%(refname:short)",
                "refs/heads",
                "refs/remotes",
                "refs/tags")
            .lines()
            .toList();
    String nearest =
        names.isEmpty() ? "" : ": did you mean '" + NearestName.of(revision, names) + "'?";
    String shallow =
        isShallow() ? " (this clone is shallow; fetch more history: git fetch --unshallow)" : "";
    return new UserError(
        ExitStatus.USAGE, "unknown revision '%s'%s%s".formatted(revision, nearest, shallow));
  }

  private boolean isShallow() {
    return git.ask("rev-parse", "--is-shallow-repository").out().equals("true");
  }

  /**
   * The revision to compare with if none is named: the main branch.
   *
   * @throws UserError USAGE if there is none
   */
  public String defaultBase() {
    return DEFAULT_BASES.stream()
        .filter(name -> commit(name).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    ExitStatus.USAGE,
                    "neither %s exists: name the revision to compare with, --base REV"
                        .formatted(String.join(" nor ", DEFAULT_BASES))));
  }

  /**
   * What the working tree changes since it left a revision.
   *
   * @throws UserError USAGE if the revision is unknown, shares no history with the head, or is
   *     newer than the working tree
   */
  public Change since(String revision) {
    String named = resolve(revision);
    String head = head();
    String base = mergeBase(revision, named, head);
    boolean dirty = dirty();
    if (base.equals(head) && !named.equals(head) && !dirty) {
      throw new UserError(
          ExitStatus.USAGE,
          "base %s is newer than the working tree: arms swapped? check out %s and give --base %s"
              .formatted(revision, revision, head.substring(0, 12)));
    }
    return new Change(revision, base, head, dirty, changed(base));
  }

  private String mergeBase(String revision, String named, String head) {
    Git.Answer answer = git.ask("merge-base", named, head);
    if (answer.ok()) {
      return answer.out();
    }
    String remedy =
        isShallow()
            ? "this clone is shallow; fetch more history: git fetch --unshallow"
            : "choose a base that the working tree descends from";
    throw new UserError(
        ExitStatus.USAGE, "%s and HEAD share no commit: %s".formatted(revision, remedy));
  }

  /**
   * Full id of the commit that is checked out.
   *
   * @throws UserError USAGE if there is no commit yet
   */
  public String head() {
    return commit("HEAD")
        .orElseThrow(
            () -> new UserError(ExitStatus.USAGE, root + " has no commit yet: commit first"));
  }

  /** Whether files that the build reads differ from the commit, untracked ones included. */
  public boolean dirty() {
    List<String> command = new ArrayList<>(List.of("status", "--porcelain", "--"));
    command.addAll(SOURCES);
    return !git.say(command.toArray(String[]::new)).isEmpty();
  }

  /** Files that differ between a commit and the working tree, untracked ones included. */
  public List<String> changed(String commit) {
    Set<String> paths = new LinkedHashSet<>();
    git.say("diff", "--name-only", "--no-renames", "--relative", commit)
        .lines()
        .forEach(paths::add);
    git.say("ls-files", "--others", "--exclude-standard").lines().forEach(paths::add);
    return List.copyOf(paths);
  }

  /** The project's folder within a checkout, for a project that is not at its top. */
  Path prefix() {
    return Path.of(git.say("rev-parse", "--show-prefix"));
  }

  /** Checks a commit out into a folder of its own, without running the user's hooks. */
  void addWorktree(Path folder, String commit) {
    removeWorktree(folder);
    git.say(
        "-c",
        "core.hooksPath=/dev/null",
        "worktree",
        "add",
        "--force",
        "--detach",
        folder.toString(),
        commit);
  }

  /** Removes a folder made by {@link #addWorktree}, also if a killed run left it behind. */
  void removeWorktree(Path folder) {
    git.ask("worktree", "remove", "--force", folder.toString());
    Folders.delete(folder);
    git.ask("worktree", "prune");
  }
}
