// SPDX-License-Identifier: Apache-2.0
package org.moebench.simd;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Refuses to start where kernels would run, but not as what their names say. Touches no class of
 * the Vector API, so that it can be asked before one is loaded.
 */
public final class VectorApi {
  private static final String MODULE = "jdk.incubator.vector";

  private VectorApi() {}

  /** Whether the module is in the boot layer. */
  public static boolean present() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  /**
   * @throws UserError UNSUITABLE_JVM with the flag to add, if the Vector API or the C2 compiler is
   *     missing
   */
  public static void require() {
    if (!present()) {
      throw unsuitable("the Vector API is not loaded: start java with --add-modules " + MODULE);
    }
    if (Runtime.version().feature() < 25) {
      throw unsuitable("this is Java " + Runtime.version() + ": install a JDK 25 or newer");
    }
    String mode = System.getProperty("java.vm.info", "");
    if (mode.contains("interpreted")) {
      throw unsuitable("the JVM only interprets (" + mode + "): remove -Xint");
    }
    if (!System.getProperty("java.vm.name", "").contains("Server")) {
      throw unsuitable("the JVM has no C2 compiler: use a server build of HotSpot");
    }
  }

  private static UserError unsuitable(String what) {
    return new UserError(ExitStatus.UNSUITABLE_JVM, what);
  }
}
