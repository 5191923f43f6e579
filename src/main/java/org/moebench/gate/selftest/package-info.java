// SPDX-License-Identifier: Apache-2.0
/**
 * The gate tested by itself: how often it cries wolf over identical code, and which slowdowns it
 * finds, on simulated pairs and on measured ones. What decides is the gate's own code.
 */
package org.moebench.gate.selftest;
