// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

import org.moebench.fault.ExitStatus;

/**
 * What a pipeline gets to know.
 *
 * @param status the process exits with it
 * @param headline the run in one line
 */
public record GateOutcome(ExitStatus status, String headline) {}
