// SPDX-License-Identifier: Apache-2.0
/**
 * Decides whether a change made a kernel slower: what is measured, the two-stage test, verdicts and
 * exit status. Pure: forks, files and pages are in the packages below this one.
 */
package org.moebench.gate;
