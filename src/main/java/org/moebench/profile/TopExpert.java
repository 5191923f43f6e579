// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

/**
 * One of the most selected experts of a layer.
 *
 * @param id the expert
 * @param count selections
 * @param share of all selections of the layer
 * @param cumulativeShare its share and those of all before it
 * @param weight sum of its gate weights; NaN if they were not recorded
 */
public record TopExpert(int id, long count, double share, double cumulativeShare, double weight) {}
