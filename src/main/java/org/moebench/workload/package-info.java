// SPDX-License-Identifier: Apache-2.0
/**
 * Token distributions: the catalogue of datasets, generators, rescaling, statistics, user files.
 */
package org.moebench.workload;
