// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ResultFiles;
import org.moebench.trace.TraceSource;

/**
 * A profile on its way: what is summed up of recordings that are done, and the states of those that
 * are not.
 *
 * @param options what of the traces is profiled
 * @param experts E that sums are made for
 * @param inputs the recordings, in their order
 * @param folded how many of the first of them are done and summed up in {@code layers}
 * @param layers those sums
 * @param units states of further recordings
 */
record Checkpoint(
    ProfileOptions options,
    int experts,
    List<Input> inputs,
    int folded,
    List<LayerSums> layers,
    List<Unit> units) {
  private static final String SCHEMA = "moebench.profile-checkpoint/1";
  private static final ObjectWriter COMPACT =
      Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  /** By what a recording is known again. */
  record Input(String name, long size, String header) {
    static Input of(TraceSource source) {
      return new Input(source.name(), source.size(), source.header().toString());
    }
  }

  /** One line of JSON. */
  static String text(Object value) {
    try {
      return COMPACT.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a state as JSON", e);
    }
  }

  /**
   * Writes a checkpoint with units that are JSON already.
   *
   * @throws UserError CANNOT_WRITE naming the file
   */
  static void write(Path file, Checkpoint state, Collection<String> units) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator to = Json.MAPPER.getFactory().createGenerator(out)) {
      to.writeStartObject();
      to.writeStringField("schema", SCHEMA);
      raw(to, "options", text(state.options));
      to.writeNumberField("experts", state.experts);
      raw(to, "inputs", text(state.inputs));
      to.writeNumberField("folded", state.folded);
      raw(to, "layers", text(state.layers));
      raw(to, "units", "[" + String.join(",\n", units) + "]");
      to.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ResultFiles.write(file, out.toByteArray());
  }

  private static void raw(JsonGenerator to, String name, String json) throws IOException {
    to.writeFieldName(name);
    to.writeRawValue(json);
  }

  /**
   * Reads a checkpoint.
   *
   * @throws UserError BAD_INPUT, one line, if it is none or damaged
   */
  static Checkpoint read(Path file) {
    if (!Files.exists(file)) {
      throw new UserError(
          ExitStatus.BAD_INPUT, file + " does not exist: nothing to resume; leave --resume out");
    }
    try {
      JsonNode root = Json.MAPPER.readTree(Files.readAllBytes(file));
      if (root == null || !root.path("schema").asText("").equals(SCHEMA)) {
        throw bad(file, "is no checkpoint of a profile", null);
      }
      Checkpoint read = Json.MAPPER.treeToValue(root, Checkpoint.class);
      if (!read.sound()) {
        throw bad(file, "is damaged", null);
      }
      return read;
    } catch (JsonProcessingException e) {
      throw bad(file, "is damaged (" + e.getOriginalMessage() + ")", e);
    } catch (IOException e) {
      throw bad(file, "cannot be read (" + e + ")", e);
    }
  }

  private boolean sound() {
    if (options == null || inputs == null || layers == null || units == null) {
      return false;
    }
    List<LayerSums> sums = new ArrayList<>(layers);
    for (Unit unit : units) {
      if (unit.passes == null
          || unit.passes.length != unit.endLayer - unit.firstLayer
          || unit.source < folded
          || unit.source >= inputs.size()
          || unit.place < 0
          || unit.place > inputs.get(unit.source).size()) {
        return false;
      }
      for (LayerPass pass : unit.passes) {
        if (!pass.sound()) {
          return false;
        }
        sums.add(pass.sums);
      }
    }
    return folded >= 0
        && folded <= inputs.size()
        && sums.stream().allMatch(layer -> SumsCheck.fits(layer, experts, layer.topK));
  }

  private static UserError bad(Path file, String what, Exception cause) {
    return new UserError(
        ExitStatus.BAD_INPUT,
        file + " " + what + "; without --resume the profile starts anew",
        cause);
  }
}
