// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ResultFiles;

/** Reads and writes profiles as JSON; {@code docs/profile-schema.md} describes the file. */
public final class ProfileFiles {
  /** Name of the file in an output folder. */
  public static final String NAME = "profile.json";

  private static final String SCHEMA = "moebench.profile/1";

  private ProfileFiles() {}

  /**
   * Writes a profile; the file appears when it is complete.
   *
   * @param keepRatio share of the experts that pruning would keep
   * @throws UserError CANNOT_WRITE naming the file
   */
  public static void write(Profile profile, double keepRatio, Path file) {
    ResultFiles.write(file, toJson(profile, keepRatio));
  }

  /** The text of the file; equal profiles give equal texts. */
  public static String toJson(Profile profile, double keepRatio) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    ProfileFigures.put(profile, keepRatio, root);
    root.set("origin", Json.MAPPER.valueToTree(profile.origin()));
    root.set("sums", Json.MAPPER.valueToTree(profile.layers()));
    try {
      return Json.MAPPER.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a profile as JSON", e);
    }
  }

  /** Whether a file seems to hold a profile. */
  public static boolean isProfile(Path file) {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file)).path("schema").asText().equals(SCHEMA);
    } catch (IOException e) {
      return false;
    }
  }

  /** The share of experts to keep that a profile was written with; 1 if the file does not say. */
  public static double keepRatio(Path file) {
    try {
      double ratio = Json.MAPPER.readTree(Files.readAllBytes(file)).path("keep_ratio").asDouble(1);
      return ratio > 0 && ratio <= 1 ? ratio : 1;
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")", e);
    }
  }

  /**
   * Reads a profile: what was summed up; figures are computed again.
   *
   * @throws UserError BAD_INPUT, one line, if it is missing, truncated, not a profile, of another
   *     schema, or its sums contradict each other
   */
  public static Profile read(Path file) {
    try {
      JsonNode root = Json.MAPPER.readTree(Files.readAllBytes(file));
      String schema = root == null ? "" : root.path("schema").asText("");
      if (!schema.equals(SCHEMA)) {
        throw bad(file, "has schema '" + schema + "', expected '" + SCHEMA + "'", null);
      }
      Profile.Origin origin = Json.MAPPER.treeToValue(root.path("origin"), Profile.Origin.class);
      List<LayerSums> layers = new ArrayList<>();
      for (JsonNode layer : root.path("sums")) {
        layers.add(Json.MAPPER.treeToValue(layer, LayerSums.class));
      }
      String wrong = SumsCheck.problem(origin, layers);
      if (wrong != null) {
        throw bad(file, wrong, null);
      }
      return new Profile(origin, List.copyOf(layers));
    } catch (JsonProcessingException e) {
      throw bad(file, "is not a valid profile (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")", e);
    }
  }

  private static UserError bad(Path file, String what, Exception cause) {
    return new UserError(ExitStatus.BAD_INPUT, file + " " + what, cause);
  }
}
