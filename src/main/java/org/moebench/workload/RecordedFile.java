// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ResultFiles;
import org.moebench.trace.TraceHeader;

/**
 * What the file {@code NAME/NAME.json} of a recorded workload says; its format is described in
 * {@code datasets/README.md}.
 *
 * @param name name of the workload and its folder
 * @param model model the trace is of
 * @param source where the trace comes from
 * @param license licence of the trace
 * @param experts experts of a layer
 * @param topK experts each token takes
 * @param layers numbers of the layers in the model, ascending
 * @param hidden D of the model
 * @param intermediate I of the model
 * @param sizes where these two come from
 * @param decoded which tokens the ids are of
 * @param lengths tokens of each sequence, each at least 1
 * @param sha256 hash of the ids as little-endian 16-bit numbers
 * @param loads rows per expert
 */
@SuppressWarnings("ArrayRecordComponent") // never changed after construction
record RecordedFile(
    String name,
    String model,
    String source,
    String license,
    int experts,
    int topK,
    List<Integer> layers,
    int hidden,
    int intermediate,
    String sizes,
    String decoded,
    int[] lengths,
    String sha256,
    RecordedLoads loads) {
  /** Name of the file of ids beside it. */
  static final String IDS = "ids.npy";

  private static final int VERSION = 1;
  private static final int LARGEST = 64 << 20;
  private static final long MOST_ROWS = 1L << 53; // exact as a double
  private static final String EXPECTED = "the description of a recorded workload";
  private static final String VERSION_FIELD = "moebench_workload";
  private static final List<String> FIELDS =
      List.of(
          VERSION_FIELD,
          "name",
          "model",
          "source",
          "license",
          "num_experts",
          "top_k",
          "layers",
          "hidden",
          "intermediate",
          "sizes",
          "decode",
          "prefill");
  private static final List<String> DECODE = List.of("tokens", "sequences", "sha256");
  private static final List<String> PREFILL = List.of("tokens", "layers");
  private static final List<String> PREFILL_LAYER = List.of("layer", "counts");

  /** The description in the folder of a workload. */
  static Path in(Path folder) {
    return folder.resolve(folder.getFileName() + ".json");
  }

  /**
   * Reads the description of a folder.
   *
   * @throws UserError BAD_INPUT, one line with the file and the field, if it is none
   */
  static RecordedFile read(Path folder) {
    Path path = in(folder);
    String shown = path.toString();
    String text =
        UserFile.text(
            path,
            LARGEST,
            EXPECTED,
            what -> new UserError(ExitStatus.BAD_INPUT, shown + ": " + what));
    JsonFields fields = JsonFields.of(text, shown, FIELDS);
    within(fields, VERSION_FIELD, VERSION, VERSION);
    String name = fields.text("name");
    if (!name.equals(folder.getFileName().toString())) {
      throw fields.bad("name", "it calls itself '" + JsonFields.shown(name) + "'");
    }
    int experts = within(fields, "num_experts", 1, TraceHeader.MOST_EXPERTS);
    int topK = within(fields, "top_k", 1, experts);
    List<Integer> layers = layers(fields);
    JsonFields decode = fields.object("decode", DECODE);
    int[] lengths = ints(wholes(decode, "sequences", 1, RecordedIds.MOST));
    if (Arrays.stream(lengths).asLongStream().sum() > RecordedIds.MOST / topK / layers.size()) {
      throw decode.bad("sequences", "more tokens than a workload holds");
    }
    return new RecordedFile(
        name,
        fields.text("model"),
        fields.text("source"),
        fields.text("license"),
        experts,
        topK,
        layers,
        within(fields, "hidden", 1, 1 << 20),
        within(fields, "intermediate", 1, 1 << 20),
        fields.text("sizes"),
        decode.text("tokens"),
        lengths,
        decode.text("sha256"),
        loads(fields.object("prefill", PREFILL), layers, experts));
  }

  private static List<Integer> layers(JsonFields fields) {
    int[] layers = ints(wholes(fields, "layers", 0, Integer.MAX_VALUE));
    boolean ascends = IntStream.range(1, layers.length).allMatch(i -> layers[i - 1] < layers[i]);
    if (layers.length < 1 || layers.length > TraceHeader.MOST_LAYERS || !ascends) {
      throw fields.bad("layers", "expected ascending numbers, at least one");
    }
    return Arrays.stream(layers).boxed().toList();
  }

  private static RecordedLoads loads(JsonFields fields, List<Integer> layers, int experts) {
    List<long[]> counts = new ArrayList<>();
    for (JsonFields layer : fields.objects("layers", PREFILL_LAYER)) {
      int index = counts.size();
      if (index == layers.size() || layer.whole("layer") != layers.get(index)) {
        throw layer.bad("layer", "expected the layers of the workload in their order");
      }
      long[] rows = wholes(layer, "counts", 0, MOST_ROWS);
      if (rows.length != experts) {
        throw layer.bad("counts", rows.length + " counts instead of " + experts);
      }
      counts.add(rows);
    }
    if (counts.size() != layers.size()) {
      throw fields.bad("layers", counts.size() + " layers instead of " + layers.size());
    }
    return new RecordedLoads(fields.text("tokens"), layers, counts);
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /** Whole numbers of a list. */
  private static long[] wholes(JsonFields fields, String name, long least, long most) {
    return fields.list(name).stream()
        .mapToLong(
            value -> {
              long whole = value.longValue();
              if (whole != value || whole < least || whole > most) {
                throw fields.bad(
                    name, "%s is not a whole number from %d to %d".formatted(value, least, most));
              }
              return whole;
            })
        .toArray();
  }

  private static int within(JsonFields fields, String name, int least, int most) {
    int value = fields.whole(name);
    if (value < least || value > most) {
      throw fields.bad(name, "%s is not from %s to %s".formatted(value, least, most));
    }
    return value;
  }

  /** The text of the file. */
  String toJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(VERSION_FIELD, VERSION);
    fields.put("name", name);
    fields.put("model", model);
    fields.put("source", source);
    fields.put("license", license);
    fields.put("num_experts", experts);
    fields.put("top_k", topK);
    fields.put("layers", layers);
    fields.put("hidden", hidden);
    fields.put("intermediate", intermediate);
    fields.put("sizes", sizes);
    Map<String, Object> decode = new LinkedHashMap<>();
    decode.put("tokens", decoded);
    decode.put("sequences", lengths);
    decode.put("sha256", sha256);
    fields.put("decode", decode);
    Map<String, Object> prefill = new LinkedHashMap<>();
    prefill.put("tokens", loads.of());
    prefill.put("layers", IntStream.range(0, layers.size()).mapToObj(this::prefillFields).toList());
    fields.put("prefill", prefill);
    return ResultFiles.toJson(fields);
  }

  private Map<String, Object> prefillFields(int layer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layer", layers.get(layer));
    fields.put("counts", loads.counts().get(layer));
    return fields;
  }
}
