// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.arms;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.ArmInfo;
import org.moebench.run.StopSignal;

/** Both sides of the comparison before anything is built. */
public final class Sides {
  private final ArmsRequest request;
  private final Revisions revisions;
  private final Change change;

  private Sides(ArmsRequest request, Revisions revisions, Change change) {
    this.request = request;
    this.revisions = revisions;
    this.change = change;
  }

  /**
   * Finds out what is to be compared; builds nothing.
   *
   * @throws UserError USAGE for revisions that cannot be compared, BAD_INPUT for jars that cannot
   */
  public static Sides of(ArmsRequest request) {
    if (request.headJar() != null) {
      BenchmarkJar.read(request.headJar());
    }
    if (request.baseJar() == null) {
      Revisions revisions = new Revisions(request.root(), request.environment());
      String named = request.revision() == null ? revisions.defaultBase() : request.revision();
      return new Sides(request, revisions, revisions.since(named));
    }
    if (request.revision() != null) {
      throw new UserError(
          ExitStatus.USAGE, "--base and --base-jar name the same side: give one of them");
    }
    BenchmarkJar.read(request.baseJar());
    return new Sides(request, null, null);
  }

  /** Files that differ between both, relative to the project; empty if that is unknown. */
  public List<String> changedPaths() {
    return change == null || request.headJar() != null ? List.of() : change.paths();
  }

  /** What is compared with what, in one line. */
  public String text() {
    return "base %s, head %s%s".formatted(baseText(), headText(), note());
  }

  private String baseText() {
    return change == null
        ? request.baseJar().toString()
        : "%s (where the working tree left %s)"
            .formatted(change.base().substring(0, 12), change.revision());
  }

  private String headText() {
    if (request.headJar() != null) {
      return request.headJar().toString();
    }
    return change == null
        ? ArmInfo.WORKING_TREE
        : change.head().substring(0, 12) + (change.dirty() ? " with changes" : "");
  }

  private String note() {
    boolean same = change != null && request.headJar() == null && change.isNone();
    return same ? ": nothing changed, both sides are the same commit" : "";
  }

  /**
   * Builds what has to be built.
   *
   * @param folder for jars, log and worktree: {@code target/gate}
   * @throws UserError BUILD_FAILED, INTERRUPTED, or BAD_INPUT for a jar without benchmarks
   */
  public BuiltArms build(Path folder, PrintStream messages, StopSignal stop) {
    long start = System.nanoTime();
    BenchmarkJar head =
        request.headJar() == null
            ? BenchmarkJar.running(request.root())
            : BenchmarkJar.read(request.headJar());
    BenchmarkJar base =
        change == null
            ? BenchmarkJar.read(request.baseJar())
            : new ArmBuild(revisions, folder, request.environment(), messages, stop)
                .of(change.base());
    double seconds = (System.nanoTime() - start) / 1e9;
    return new BuiltArms(base, head, baseInfo(base), headInfo(head), seconds);
  }

  private ArmInfo baseInfo(BenchmarkJar jar) {
    return change == null
        ? new ArmInfo(request.baseJar().toString(), ArmInfo.UNKNOWN, false, jar.sha256())
        : new ArmInfo(change.revision(), change.base(), false, jar.sha256());
  }

  private ArmInfo headInfo(BenchmarkJar jar) {
    if (request.headJar() != null) {
      return new ArmInfo(request.headJar().toString(), ArmInfo.UNKNOWN, false, jar.sha256());
    }
    return change == null
        ? new ArmInfo(ArmInfo.WORKING_TREE, ArmInfo.UNKNOWN, false, jar.sha256())
        : new ArmInfo(ArmInfo.WORKING_TREE, change.head(), change.dirty(), jar.sha256());
  }
}
