// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * The shape of one expert projection.
 *
 * @param experts number of experts E
 * @param n output features N per expert
 * @param k input features K
 * @param group columns of K that share one scale
 */
public record Shape(int experts, int n, int k, int group) {
  @Override
  public String toString() {
    return "E=" + experts + " N=" + n + " K=" + k + " group=" + group;
  }
}
