// SPDX-License-Identifier: Apache-2.0
/** The two jars that are compared: revisions, builds, and the copies that forks run. */
package org.moebench.gate.arms;
