// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import org.moebench.workload.NamedRouter;
import org.moebench.workload.RouterCatalogue;

/**
 * Which router a cell uses, in the terms in which its fork is told.
 *
 * @param name a name of the catalogue, or {@link #FILE} and the path of a router file
 */
public record RouterSpec(String name) {
  /** Prefix of a name that is a file. */
  public static final String FILE = WorkloadSpec.FILE;

  /** The user's own router. */
  static RouterSpec of(Path file) {
    return new RouterSpec(FILE + file.toAbsolutePath().normalize());
  }

  /**
   * Looks the router up, or reads it.
   *
   * @throws org.moebench.fault.UserError USAGE for an unknown name, BAD_INPUT for a bad file
   */
  public NamedRouter resolve() {
    return name.startsWith(FILE)
        ? RouterCatalogue.read(Path.of(name.substring(FILE.length())))
        : RouterCatalogue.find(name);
  }
}
