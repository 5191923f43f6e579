// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate;

/**
 * What the gate found for one cell. Effects are log-ratios of head over base: above 0 is slower.
 *
 * @param cell id
 * @param verdict the answer
 * @param effect Hodges–Lehmann estimate over the pairs that decided; {@code null} without pairs
 * @param low lower end of its exact 95% interval; {@code null} if too few pairs for one
 * @param high upper end
 * @param margin effect that the test was against: the policy's, or twice the cell's known bias
 * @param noise robust deviation of one pair; {@code null} for fewer than 3 pairs
 * @param screened valid pairs of the screen
 * @param confirmed valid pairs of the confirmation; 0 if it was no candidate
 * @param pValue adjusted p-value of the confirmation; {@code null} if there was none
 * @param detectable effect that these pairs would have found with 80% power
 * @param pairsNeeded pairs that would find the guard's effect; {@code null} if more than 500
 * @param reason one line: why this verdict
 */
public record CellJudgement(
    String cell,
    Verdict verdict,
    Double effect,
    Double low,
    Double high,
    double margin,
    Double noise,
    int screened,
    int confirmed,
    Double pValue,
    Double detectable,
    Integer pairsNeeded,
    String reason) {
  /** A cell without pairs. */
  public static CellJudgement without(PairSource.Failure failure) {
    return new CellJudgement(
        failure.cell(),
        failure.verdict(),
        null,
        null,
        null,
        0,
        null,
        0,
        0,
        null,
        null,
        null,
        failure.reason());
  }
}
