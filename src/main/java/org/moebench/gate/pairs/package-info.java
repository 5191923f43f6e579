// SPDX-License-Identifier: Apache-2.0
/** Pairs of forks on this machine: two jars, measured in turn. */
package org.moebench.gate.pairs;
