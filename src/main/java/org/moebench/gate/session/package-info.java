// SPDX-License-Identifier: Apache-2.0
/** A whole run of the gate: from what is asked to exit status and files. */
package org.moebench.gate.session;
