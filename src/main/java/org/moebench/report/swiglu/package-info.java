// SPDX-License-Identifier: Apache-2.0
/** What a SwitchGLU run shows: verdicts, and the sections and charts of its report. */
package org.moebench.report.swiglu;
