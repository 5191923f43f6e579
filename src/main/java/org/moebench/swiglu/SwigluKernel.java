// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

/** One variant of SwitchGLU, made for a job; see the package documentation for the contract. */
public interface SwigluKernel {
  /**
   * Computes every slot of the job's batch into its output. Everything it needs is done here and so
   * is inside the timed region: sorting, gathering, launches, scattering.
   */
  void run();
}
