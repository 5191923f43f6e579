// SPDX-License-Identifier: Apache-2.0
/** Compares any two files of JMH's JSON; advisory unless their forks were measured in pairs. */
package org.moebench.gate.compare;
