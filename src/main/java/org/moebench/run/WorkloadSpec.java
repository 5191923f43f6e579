// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import org.moebench.workload.Catalogue;
import org.moebench.workload.HistogramFile;
import org.moebench.workload.RecordedWorkloads;
import org.moebench.workload.Workload;

/**
 * Which rows per expert a run uses, in the terms in which forks are told, so that driver and forks
 * come to the same rows.
 *
 * @param name a name of the catalogue, {@link #FILE} and the path of a histogram, or the folder of
 *     a user's workload as {@link RecordedWorkloads#resolve} gives it
 * @param experts number of experts to rescale to; 0 as the source has
 * @param rows number of rows to rescale it to; 0 as the source has
 * @param seed seed of generated workloads
 */
public record WorkloadSpec(String name, int experts, int rows, long seed) {
  /** Prefix of a name that is a file. */
  public static final String FILE = "file:";

  /**
   * Looks the workload up, or reads it, and rescales it.
   *
   * @throws org.moebench.fault.UserError USAGE for an unknown name, BAD_INPUT for a bad file
   */
  public Workload resolve() {
    Workload source = source();
    return source.rescaled(
        experts > 0 ? experts : source.rows().experts(), rows > 0 ? rows : source.rows().total());
  }

  private Workload source() {
    if (name.startsWith(FILE)) {
      return HistogramFile.read(Path.of(name.substring(FILE.length())));
    }
    return RecordedWorkloads.isRecorded(name)
        ? RecordedWorkloads.prefill(name)
        : Catalogue.find(name, seed);
  }
}
