// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
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
  private static final int LONGEST_CAUSE = 200;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  private RouterJson() {}

  /**
   * Reads a router.
   *
   * @param file where the text comes from, for messages
   * @throws UserError BAD_INPUT, one line with the file and the field, if the text is not a router
   */
  static NamedRouter read(String text, String file) {
    JsonFields fields = new JsonFields(tree(text, file), file, "", FIELDS);
    try {
      return new NamedRouter(
          fields.text("name"),
          fields.text("title"),
          fields.text("source"),
          config(fields),
          fields.flag("biased"),
          fields.whole("vocabulary"),
          fields.textOrEmpty("implementation"),
          fields.textOrEmpty("note"),
          fields.text("license"));
    } catch (UserError e) {
      // What a router checks itself it cannot say the file of.
      String itself = "router field ";
      throw e.getMessage().startsWith(itself)
          ? bad(file, "field " + e.getMessage().substring(itself.length()), e)
          : e;
    }
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

  private static JsonNode tree(String text, String file) {
    try {
      JsonNode tree = JSON.readTree(text);
      if (!tree.isObject()) {
        throw bad(file, "holds no JSON object", null);
      }
      return tree;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String cause = e.getOriginalMessage().replaceAll("[\\s\\p{Cntrl}]+", " ");
      throw bad(
          file,
          "line %s, column %s: not valid JSON (%s)"
              .formatted(
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  cause.substring(0, Math.min(cause.length(), LONGEST_CAUSE))),
          e);
    }
  }

  private static UserError bad(String file, String what, Exception cause) {
    return new UserError(ExitStatus.BAD_INPUT, file + ": " + what, cause);
  }
}
