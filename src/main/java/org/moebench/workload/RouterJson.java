// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import org.moebench.routing.Denominator;
import org.moebench.routing.GroupMask;
import org.moebench.routing.GroupScore;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.ScaleUse;
import org.moebench.routing.Scoring;

/** Reads a router from JSON; the format is described in {@code datasets/README.md}. */
final class RouterJson {
  private static final List<String> FIELDS =
      List.of(
          "name",
          "title",
          "source",
          "implementation",
          "note",
          "license",
          "experts",
          "slots",
          "sharedSlots",
          "scoring",
          "groups",
          "keptGroups",
          "groupScore",
          "groupMask",
          "renormalize",
          "denominator",
          "scale",
          "scaleUse",
          "biased",
          "vocabulary");
  private static final List<String> DENOMINATOR_FIELDS = List.of("policy", "constant");

  private RouterJson() {}

  /**
   * Reads a router.
   *
   * @param file where the text comes from, for messages
   * @throws org.moebench.fault.UserError BAD_INPUT, one line with the file and the field, if the
   *     text is not a router
   */
  static NamedRouter read(String text, String file) {
    JsonFields fields = JsonFields.of(text, file, FIELDS);
    return JsonFields.located(
        file,
        "router field ",
        () ->
            new NamedRouter(
                fields.text("name"),
                fields.text("title"),
                fields.text("source"),
                config(fields),
                fields.flag("biased"),
                fields.whole("vocabulary"),
                fields.textOrEmpty("implementation"),
                fields.textOrEmpty("note"),
                fields.text("license")));
  }

  private static RouterConfig config(JsonFields fields) {
    return new RouterConfig(
        fields.whole("experts"),
        fields.whole("slots"),
        fields.whole("sharedSlots"),
        fields.choice("scoring", Scoring.class),
        fields.whole("groups"),
        fields.whole("keptGroups"),
        fields.choice("groupScore", GroupScore.class),
        fields.choice("groupMask", GroupMask.class),
        fields.flag("renormalize"),
        denominator(fields.object("denominator", DENOMINATOR_FIELDS)),
        fields.number("scale"),
        fields.choice("scaleUse", ScaleUse.class));
  }

  private static Denominator denominator(JsonFields fields) {
    Denominator.Policy policy = fields.choice("policy", Denominator.Policy.class);
    double constant = fields.number("constant");
    boolean used = policy == Denominator.Policy.SUM_PLUS || policy == Denominator.Policy.AT_LEAST;
    if (!used && constant != 0) {
      throw fields.bad("constant", constant + " has no meaning for this policy; expected 0");
    }
    return new Denominator(policy, constant);
  }
}
