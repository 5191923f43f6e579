// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.function.LongSupplier;
import org.moebench.launch.Launcher;
import org.moebench.result.Correctness;
import org.moebench.result.ForkChannel;
import org.moebench.result.ForkReport;
import org.moebench.run.MachineCounters;
import org.moebench.simd.VectorShapes;

/** Counts a fork's calls and launches, and hands over what the fork says of itself. */
final class ForkWatch {
  private final int workers;
  private final LongSupplier launches;
  private final MachineCounters before = MachineCounters.now();
  private long uncounted;
  private long calls;

  ForkWatch(Launcher launcher) {
    this(launcher.workers(), launcher::launches);
  }

  /**
   * @param workers most workers of a launch
   * @param launches launches so far
   */
  ForkWatch(int workers, LongSupplier launches) {
    this.workers = workers;
    this.launches = launches;
    startCounting();
  }

  /** Calls and launches so far do not count. */
  void startCounting() {
    uncounted = launches.getAsLong();
    calls = 0;
  }

  /** A call has ended. */
  void called() {
    calls++;
  }

  /** Launches of one call; 0 before the first. */
  private long launchesPerCall() {
    return calls == 0 ? 0 : (launches.getAsLong() - uncounted) / calls;
  }

  /**
   * Hands the fork's report over.
   *
   * @param work what one call does
   * @param inputHash hash of everything the call reads
   * @param nearTies see {@link ForkReport}
   */
  void publish(Work work, String inputHash, Correctness correctness, Long nearTies) {
    MachineCounters now = MachineCounters.now();
    ForkChannel.publish(
        new ForkReport(
            VectorShapes.BITS,
            workers,
            launchesPerCall(),
            work.rowsUseful(),
            work.rowsExecuted(),
            work.weightBytes(),
            inputHash,
            now.gcMillisSince(before),
            now.stealShareSince(before),
            MachineCounters.peakResidentBytes(),
            correctness,
            nearTies,
            work.distinctExperts(),
            work.heldBytes()));
  }

  /**
   * What one call does.
   *
   * @param rowsUseful rows asked for
   * @param rowsExecuted rows computed, padding included
   * @param weightBytes bytes of packed weights read
   * @param distinctExperts see {@link ForkReport}
   * @param heldBytes see {@link ForkReport}
   */
  record Work(
      long rowsUseful,
      long rowsExecuted,
      long weightBytes,
      Double distinctExperts,
      Long heldBytes) {
    Work(long rowsUseful, long rowsExecuted, long weightBytes) {
      this(rowsUseful, rowsExecuted, weightBytes, null, null);
    }
  }
}
