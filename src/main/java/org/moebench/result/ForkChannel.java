// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import java.nio.file.Path;

/**
 * How a fork hands its report to the run that started it: a JSON file named by a system property.
 */
public final class ForkChannel {
  /** System property that names the file. Unset when a benchmark is run by plain JMH. */
  public static final String PROPERTY = "moebench.fork.report";

  private ForkChannel() {}

  /**
   * Writes a record, normally a {@link ForkReport} or {@link CeilingReport}, to the file named by
   * {@link #PROPERTY}; does nothing when the property is unset. A later record replaces an earlier
   * one.
   *
   * @throws org.moebench.fault.UserError CANNOT_WRITE if the file cannot be written
   */
  public static void publish(Object record) {
    String file = System.getProperty(PROPERTY);
    if (file != null && !file.isEmpty()) {
      ResultFiles.write(Path.of(file), ResultFiles.toJson(record));
    }
  }
}
