// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import org.moebench.workload.ModelCatalogue;
import org.moebench.workload.NamedModel;

/**
 * Which model's layer a cell uses, in the terms in which its fork is told.
 *
 * @param name a name of the catalogue, or {@link #FILE} and the path of a model file
 * @param divisor what its widths are divided by; 1 for the published ones
 */
public record ModelSpec(String name, int divisor) {
  /** Prefix of a name that is a file. */
  public static final String FILE = WorkloadSpec.FILE;

  /** The user's own model. */
  static ModelSpec of(Path file, int divisor) {
    return new ModelSpec(FILE + file.toAbsolutePath().normalize(), divisor);
  }

  /**
   * Looks the model up, or reads it, and shrinks it.
   *
   * @throws org.moebench.fault.UserError USAGE for an unknown name or a divisor that does not fit,
   *     BAD_INPUT for a bad file
   */
  public NamedModel resolve() {
    NamedModel whole =
        name.startsWith(FILE)
            ? NamedModel.read(Path.of(name.substring(FILE.length())))
            : ModelCatalogue.get(name);
    return whole.shrunk(divisor);
  }
}
