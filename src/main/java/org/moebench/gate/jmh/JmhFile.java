// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** JMH's JSON ({@code -rf json}), of any benchmark. */
public final class JmhFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private JmhFile() {}

  /**
   * Reads all entries, in the file's order. Every score is positive and finite.
   *
   * @throws UserError BAD_INPUT, naming the file and by a JSON pointer the place in it, if the file
   *     is missing, truncated or no JSON; if it is no array or empty; if an entry lacks a name,
   *     mode, unit or scores; if a score is not a positive number; or if two entries are of the
   *     same benchmark, parameters, mode and threads
   */
  public static List<JmhBenchmark> read(Path file) {
    JsonPlace root = new JsonPlace(file, "", tree(file));
    JsonNode tree = root.node();
    if (tree == null || !tree.isArray()) {
      throw notAnArray(file, tree);
    }
    if (tree.isEmpty()) {
      throw root.bad("holds no results", "see in JMH's output why no benchmark finished");
    }
    List<JmhBenchmark> entries = new ArrayList<>();
    Map<JmhKey, Integer> places = new HashMap<>();
    for (int i = 0; i < tree.size(); i++) {
      JsonPlace place = root.at(i);
      JmhBenchmark entry = JmhEntry.read(place);
      Integer before = places.putIfAbsent(JmhKey.of(entry), i);
      if (before != null) {
        throw place.bad(
            "is " + JmhKey.of(entry).text() + ", as /" + before + " is already",
            "keep one of the two");
      }
      entries.add(entry);
    }
    return List.copyOf(entries);
  }

  private static JsonNode tree(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      String what = JsonPlace.oneLine(e.getOriginalMessage());
      String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
      throw bad(file, "is truncated or not JSON (" + what + line + "): write it again", e);
    } catch (NoSuchFileException e) {
      throw bad(file, "does not exist: give a file that JMH wrote with -rf json -rff FILE", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static UserError notAnArray(Path file, JsonNode tree) {
    boolean ours = tree != null && tree.path("schema").asText("").startsWith("moebench.");
    return bad(
        file,
        ours
            ? "is a file of the suite, not JMH's JSON: give jmh.json beside it"
            : "is not an array of JMH results: write one with JMH's options -rf json -rff FILE",
        null);
  }

  private static UserError bad(Path file, String what, Exception cause) {
    return new UserError(ExitStatus.BAD_INPUT, file + " " + what, cause);
  }
}
