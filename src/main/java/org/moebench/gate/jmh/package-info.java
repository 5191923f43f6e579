// SPDX-License-Identifier: Apache-2.0
/** Reads JMH's JSON, of any JMH run. */
package org.moebench.gate.jmh;
