// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** Reads flags of the running JVM. */
final class VmFlags {
  private VmFlags() {}

  /** The value of a numeric flag; -1 if this JVM has no such flag. */
  static long number(String flag) {
    try {
      HotSpotDiagnosticMXBean bean =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return bean == null ? -1 : Long.parseLong(bean.getVMOption(flag).getValue());
    } catch (IllegalArgumentException e) {
      return -1; // no such flag, or not a number
    }
  }
}
