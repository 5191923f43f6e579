// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.routing.Denominator;
import org.moebench.routing.GroupScore;
import org.moebench.routing.RouterConfig;
import org.moebench.routing.ScaleUse;
import org.moebench.routing.Scoring;

/** The routers that come with the suite. */
public final class RouterCatalogue {
  private static final List<String> NAMES =
      List.of("deepseek-v3", "deepseek-v4-flash", "qwen3-30b-a3b");

  private RouterCatalogue() {}

  /** Names of all routers, in alphabetical order. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A router by name.
   *
   * @throws UserError USAGE with the nearest name
   */
  public static NamedRouter find(String name) {
    if (!NAMES.contains(name)) {
      throw NearestName.unknown("router", name, NAMES);
    }
    try (var in =
        RouterCatalogue.class.getResourceAsStream("/datasets/routers/" + name + ".json")) {
      return parse(new ObjectMapper().readTree(in));
    } catch (IOException e) {
      throw new IllegalStateException("cannot read router " + name, e);
    }
  }

  /**
   * The user's own router.
   *
   * @throws UserError BAD_INPUT naming the file
   */
  public static NamedRouter read(Path file) {
    try {
      return parse(new ObjectMapper().readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.BAD_INPUT, file + ": " + e.toString().lines().findFirst().orElse(""), e);
    }
  }

  private static NamedRouter parse(JsonNode json) {
    JsonNode fields = json.path("config");
    RouterConfig.Builder config =
        RouterConfig.of(fields.path("experts").asInt(), fields.path("slots").asInt())
            .scoring(Scoring.of(fields.path("scoring").asText()))
            .sharedSlots(fields.path("sharedSlots").asInt())
            .scale(fields.path("scale").asDouble(), constant(ScaleUse.class, fields, "scaleUse"));
    if (fields.path("groups").asInt() > 1) {
      config.groups(
          fields.path("groups").asInt(),
          fields.path("keptGroups").asInt(),
          constant(GroupScore.class, fields, "groupScore"));
    }
    if (fields.path("renormalize").asBoolean()) {
      config.renormalize(Denominator.ONE_IF_ZERO);
    }
    return new NamedRouter(
        json.path("name").asText(),
        json.path("title").asText(),
        json.path("source").asText(),
        config.build(),
        json.path("biased").asBoolean(),
        json.path("vocabulary").asInt());
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonNode fields, String field) {
    return Enum.valueOf(
        type, fields.path(field).asText().toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
