// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

/**
 * What a fork says of itself, written by the fork when its trial ends.
 *
 * @param vectorBits species width it really used
 * @param workers worker threads
 * @param launches launches of one call
 * @param rowsUseful routed rows asked for, per call
 * @param rowsExecuted rows computed, padding included, per call
 * @param weightBytes bytes of packed weights and scales read, per call, each launch counted
 * @param inputHash hash of weights, activations and counts, so that figures on different inputs are
 *     never mixed
 * @param gcMillis time spent collecting garbage during the trial
 * @param stealShare share of processor time taken by the hypervisor during the trial, 0 to 1; NaN
 *     if the system does not say
 * @param residentBytes peak resident memory of the fork; 0 if unknown
 * @param correctness outcome of the verification before timing
 * @param nearTies verified tokens whose picks differ from the reference in double but equal it on
 *     the float32 scores; {@code null} where nothing is routed
 * @param distinctExperts different experts that a call computes, mean over batches; {@code null}
 *     where batches do not choose experts
 * @param heldBytes bytes of weights that the variant keeps in memory; {@code null} where that does
 *     not depend on the variant
 */
public record ForkReport(
    int vectorBits,
    int workers,
    long launches,
    long rowsUseful,
    long rowsExecuted,
    long weightBytes,
    String inputHash,
    long gcMillis,
    double stealShare,
    long residentBytes,
    Correctness correctness,
    Long nearTies,
    Double distinctExperts,
    Long heldBytes) {}
