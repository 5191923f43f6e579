// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * What a router computes, without the learned parameters of a layer: see {@link Router}.
 *
 * <p>Per token: score every expert, add the layer's bias for selection, keep the best groups, take
 * the best experts of these, weigh them by their unbiased scores. {@link ReferenceRouting} is the
 * exact definition.
 *
 * @param experts routed experts E
 * @param slots experts per token k, a fused shared expert included
 * @param sharedSlots 1 if the last slot is a fused shared expert with id E, else 0
 * @param scoring how logits become scores
 * @param groups number of groups of consecutive experts; 1 without groups
 * @param keptGroups groups that compete for a token; 1 without groups
 * @param groupScore how groups compete
 * @param groupMask what becomes of the other groups' experts
 * @param renormalize whether weights are divided by the sum of the picked scores
 * @param denominator what they are divided by
 * @param scale routed scaling factor, positive
 * @param scaleUse when weights are multiplied by it
 */
public record RouterConfig(
    int experts,
    int slots,
    int sharedSlots,
    Scoring scoring,
    int groups,
    int keptGroups,
    GroupScore groupScore,
    GroupMask groupMask,
    boolean renormalize,
    Denominator denominator,
    double scale,
    ScaleUse scaleUse) {
  /** Most groups that are supported: the bits of a word. Routers of the field have 8. */
  static final int MOST_GROUPS = Long.SIZE;

  /** Most experts that are supported; routers of the field have a few hundred. */
  static final int MOST_EXPERTS = 1 << 16;

  /**
   * Checks every field against the others.
   *
   * @throws UserError BAD_INPUT naming the field
   */
  public RouterConfig {
    require(experts >= 1, "experts", experts + " is below 1");
    require(experts <= MOST_EXPERTS, "experts", experts + " is above " + MOST_EXPERTS);
    require(slots >= 1, "slots", slots + " is below 1");
    require(
        sharedSlots == 0 || sharedSlots == 1, "sharedSlots", sharedSlots + " is neither 0 nor 1");
    require(
        slots > sharedSlots,
        "slots",
        slots + " leaves no routed expert beside " + sharedSlots + " shared");
    require(
        groups >= 1 && groups <= MOST_GROUPS,
        "groups",
        groups + " is not between 1 and " + MOST_GROUPS);
    require(experts % groups == 0, "groups", experts + " experts do not divide into " + groups);
    require(
        keptGroups >= 1 && keptGroups <= groups,
        "keptGroups",
        keptGroups + " is not between 1 and " + groups + " groups");
    require(
        groups == 1 || groupScore != GroupScore.NONE,
        "groupScore",
        "none, but there are " + groups + " groups");
    require(
        groupScore != GroupScore.TOP2_SUM || experts / groups >= 2,
        "groupScore",
        "the sum of the two best needs at least 2 experts in a group, not " + experts / groups);
    int candidates = experts / groups * keptGroups;
    require(
        slots - sharedSlots <= candidates,
        "slots",
        slots - sharedSlots + " routed experts of only " + candidates + " candidates");
    require(
        scale > 0 && Double.isFinite(scale), "scale", scale + " is not a positive finite number");
    require(
        denominator.constant() >= 0 && Double.isFinite(denominator.constant()),
        "denominator",
        denominator.constant() + " is not a finite number of at least 0");
  }

  /** Starts a description: softmax without groups, nothing shared, not renormalized, scale 1. */
  public static Builder of(int experts, int slots) {
    return new Builder(experts, slots);
  }

  /** Experts picked by score: {@code slots - sharedSlots}. */
  public int routedSlots() {
    return slots - sharedSlots;
  }

  /** Experts in a group. */
  public int groupSize() {
    return experts / groups;
  }

  /** Ids that can appear: routed experts, and E for a fused shared one. */
  public int ids() {
    return experts + sharedSlots;
  }

  /** Factor on all weights after the division. */
  public double outputScale() {
    boolean applies =
        scaleUse == ScaleUse.ALWAYS || (scaleUse == ScaleUse.WITH_RENORMALIZATION && renormalize);
    return applies ? scale : 1;
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new UserError(ExitStatus.BAD_INPUT, "router field '" + field + "': " + problem);
    }
  }

  /** Collects the fields; {@link #build} checks them. */
  public static final class Builder {
    private final int experts;
    private final int slots;
    private int sharedSlots;
    private Scoring scoring = Scoring.SOFTMAX;
    private int groups = 1;
    private int keptGroups = 1;
    private GroupScore groupScore = GroupScore.NONE;
    private GroupMask groupMask = GroupMask.MINUS_INFINITY;
    private boolean renormalize;
    private Denominator denominator = Denominator.ONE_IF_ZERO;
    private double scale = 1;
    private ScaleUse scaleUse = ScaleUse.NEVER;

    private Builder(int experts, int slots) {
      this.experts = experts;
      this.slots = slots;
    }

    /** How logits become scores. */
    public Builder scoring(Scoring value) {
      scoring = value;
      return this;
    }

    /** Groups of consecutive experts, of which {@code kept} compete. */
    public Builder groups(int count, int kept, GroupScore score) {
      groups = count;
      keptGroups = kept;
      groupScore = score;
      return this;
    }

    /** What becomes of the experts of groups that are not kept. */
    public Builder groupMask(GroupMask value) {
      groupMask = value;
      return this;
    }

    /** 1 if the last slot is a fused shared expert. */
    public Builder sharedSlots(int value) {
      sharedSlots = value;
      return this;
    }

    /** Weights are divided by this function of their sum. */
    public Builder renormalize(Denominator value) {
      renormalize = true;
      denominator = value;
      return this;
    }

    /** The routed scaling factor. */
    public Builder scale(double value, ScaleUse use) {
      scale = value;
      scaleUse = use;
      return this;
    }

    /**
     * The checked description.
     *
     * @throws UserError BAD_INPUT naming the field that is wrong
     */
    public RouterConfig build() {
      return new RouterConfig(
          experts,
          slots,
          sharedSlots,
          scoring,
          groups,
          keptGroups,
          groupScore,
          groupMask,
          renormalize,
          denominator,
          scale,
          scaleUse);
    }
  }
}
