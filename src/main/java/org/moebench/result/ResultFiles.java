// SPDX-License-Identifier: Apache-2.0
package org.moebench.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Reads and writes result files; every write goes to a temporary file that is moved into place. */
public final class ResultFiles {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ResultFiles() {}

  /** The result set as JSON text; equal sets give equal text. */
  public static String toJson(Object record) {
    try {
      return JSON.writeValueAsString(record) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write " + record.getClass() + " as JSON", e);
    }
  }

  /**
   * Reads a result file.
   *
   * @throws UserError BAD_INPUT if it is missing, truncated, not JSON, or of another schema
   */
  public static ResultSet read(Path file) {
    JsonNode tree = readTree(file);
    String schema = tree.path("schema").asText("");
    if (!schema.equals(ResultSet.SCHEMA)) {
      throw bad(file, "has schema '" + schema + "', expected '" + ResultSet.SCHEMA + "'", null);
    }
    return convert(file, tree, ResultSet.class);
  }

  /** Reads one record, for example a {@link ForkReport}. */
  public static <T> T read(Path file, Class<T> type) {
    return convert(file, readTree(file), type);
  }

  private static JsonNode readTree(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readAllBytes(file));
      if (tree == null || !tree.isObject()) {
        throw bad(file, "holds no JSON object", null);
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw bad(file, "is not valid JSON (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static <T> T convert(Path file, JsonNode tree, Class<T> type) {
    try {
      return JSON.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw bad(file, "does not fit its schema (" + e.getOriginalMessage() + ")", e);
    }
  }

  private static UserError bad(Path file, String what, Exception cause) {
    return new UserError(ExitStatus.BAD_INPUT, file + " " + what, cause);
  }

  /**
   * Writes text atomically, creating the folder if needed.
   *
   * @throws UserError CANNOT_WRITE naming the file
   */
  public static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes bytes atomically, creating the folder if needed. */
  public static void write(Path file, byte[] bytes) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      // Not Files.createTempFile: that one is readable by its owner only.
      Path temporary =
          folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
      try {
        Files.write(temporary, bytes);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UserError(
          ExitStatus.CANNOT_WRITE,
          "cannot write " + file + " (" + e + "); choose another folder with --out",
          e);
    }
  }
}
