// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.RecordedWorkloads;

/**
 * Which decode routing a run follows, in the terms in which forks are told, so that driver and
 * forks come to the same picks.
 *
 * @param name a name of the suite, or the folder of a user's workload as {@link
 *     RecordedWorkloads#resolve} gives it
 * @param seed seed of generated workloads
 */
public record DecodeSpec(String name, long seed) {
  /**
   * The spec of a name as typed.
   *
   * @param workloads folder of the user's workloads
   * @throws org.moebench.fault.UserError USAGE with the nearest name if there is no such workload
   */
  static DecodeSpec of(Path workloads, String typed, long seed) {
    return new DecodeSpec(
        RecordedWorkloads.resolve(workloads, "decode workload", typed, DecodeTraces.names()), seed);
  }

  /**
   * Looks the workload up, or opens it.
   *
   * @throws org.moebench.fault.UserError USAGE for an unknown name, BAD_INPUT for a damaged folder
   */
  public DecodeWorkload resolve() {
    return RecordedWorkloads.isRecorded(name)
        ? RecordedWorkloads.decode(name, seed)
        : DecodeTraces.find(name, seed);
  }
}
