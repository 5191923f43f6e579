// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import org.moebench.tensor.Rows;

/**
 * A stack of layers and the steps of a forward pass through it: the first step is prefill, those
 * after it decode. There is no attention and no router: who computes what is given.
 *
 * <p>Activations of all layers are kept until the next step of their kind runs, so that each layer
 * can be compared with its reference on what it really got.
 */
public interface LayerStack {
  /** Number of layers. */
  int layers();

  /** Number of steps, the prefill step included. */
  int steps();

  /**
   * Computes a step through all layers.
   *
   * @param step from 0, the prefill step
   */
  void run(int step);

  /** What the last layer gave in a step, if that was the last of its kind to run. */
  Rows output(int step);

  /** Computes steps {@code [first, end)} one after the other. */
  default void run(int first, int end) {
    for (int step = first; step < end; step++) {
      run(step);
    }
  }
}
