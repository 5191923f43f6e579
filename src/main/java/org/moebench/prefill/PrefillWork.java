// SPDX-License-Identifier: Apache-2.0
package org.moebench.prefill;

/**
 * What a strategy does for a workload, known before it runs.
 *
 * @param launches launches of one call
 * @param rowsExecuted rows computed, padding included
 * @param expertReads expert matrices read, summed over the launches
 */
public record PrefillWork(long launches, long rowsExecuted, long expertReads) {}
