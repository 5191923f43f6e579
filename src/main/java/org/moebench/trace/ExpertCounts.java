// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.moebench.fault.UserError;

/** Sums tensors of selections per expert by layer. */
final class ExpertCounts {
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})\\D*$");
  private static final double MOST = 0x1p53;

  private final String file;
  private final HeaderJson stated;
  private final TraceOptions options;
  private final Map<Integer, long[]> byLayer = new TreeMap<>();
  private int experts;

  /**
   * @param file the file, for messages
   * @param stated what the file beside it says
   */
  ExpertCounts(String file, HeaderJson stated, TraceOptions options) {
    this.file = file;
    this.stated = stated;
    this.options = options;
    this.experts = options.experts() > 0 ? options.experts() : stated.experts();
  }

  /**
   * Adds a tensor: [E] belongs to the layer that is the last number in its name (0 without one),
   * [L,E] to the stated layers, or those from 0 on. Other shapes are reported and left out.
   *
   * @throws UserError BAD_INPUT if E or L differ from what is known
   */
  void add(SafetensorsFile.Tensor tensor) {
    List<Long> shape = tensor.shape();
    if (shape.isEmpty() || shape.size() > 2) {
      options
          .problems()
          .report(
              file,
              place(tensor),
              "of shape %s: expected [experts] or [layers, experts]".formatted(shown(shape)));
      return;
    }
    requireExperts(tensor, shape.get(shape.size() - 1));
    if (shape.size() == 1) {
      addRow(tensor, layerOf(tensor.name()), 0);
      return;
    }
    List<Integer> layers = layers(tensor, shape.get(0));
    for (int i = 0; i < layers.size(); i++) {
      addRow(tensor, layers.get(i), i);
    }
  }

  private void requireExperts(SafetensorsFile.Tensor tensor, long length) {
    if (length < 1 || length > TraceHeader.MOST_EXPERTS) {
      throw bad(tensor, "%d experts: expected 1 to %d".formatted(length, TraceHeader.MOST_EXPERTS));
    }
    experts = experts == 0 ? (int) length : experts;
    if (length != experts) {
      throw bad(
          tensor,
          "%d experts: expected %d, as stated or in the tensors before".formatted(length, experts));
    }
  }

  private List<Integer> layers(SafetensorsFile.Tensor tensor, long count) {
    if (count > TraceHeader.MOST_LAYERS) {
      throw bad(tensor, "%d layers: expected at most %d".formatted(count, TraceHeader.MOST_LAYERS));
    }
    if (stated.layers().isEmpty()) {
      return IntStream.range(0, (int) count).boxed().toList();
    }
    if (stated.layers().size() != count) {
      throw bad(
          tensor,
          "%d layers: expected %d, as meta_info.json states"
              .formatted(count, stated.layers().size()));
    }
    return stated.layers();
  }

  private static int layerOf(String name) {
    Matcher matcher = LAST_NUMBER.matcher(name);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private void addRow(SafetensorsFile.Tensor tensor, int layer, long row) {
    long[] sums = byLayer.computeIfAbsent(layer, number -> new long[experts]);
    if (byLayer.size() > TraceHeader.MOST_LAYERS) {
      throw bad(tensor, "more than %d layers so far".formatted(TraceHeader.MOST_LAYERS));
    }
    for (int expert = 0; expert < experts; expert++) {
      double count = tensor.number(row * experts + expert);
      if (!(count >= 0 && count <= MOST && count == Math.rint(count))) {
        options
            .problems()
            .report(
                file,
                "%s, layer %d, expert %d".formatted(place(tensor), layer, expert),
                "count %s: expected a whole number from 0 to 2^53".formatted(count));
      } else if (sums[expert] > Long.MAX_VALUE - (long) count) {
        throw bad(tensor, "the sum of expert %d is beyond 2^63".formatted(expert));
      } else {
        sums[expert] += (long) count;
      }
    }
  }

  /**
   * The header of what was added.
   *
   * @throws UserError BAD_INPUT if nothing was, or sizes contradict each other
   */
  TraceHeader header() {
    if (byLayer.isEmpty()) {
      throw TraceError.of(
          file, "no tensor of counts: expected shape [experts] or [layers, experts]");
    }
    List<Integer> layers = List.copyOf(byLayer.keySet());
    int topK = options.topK() > 0 ? options.topK() : Math.max(1, stated.topK());
    HeaderJson known =
        new HeaderJson(
            stated.model(),
            stated.source(),
            stated.license(),
            experts,
            topK,
            layers,
            stated.hashLayers(),
            -1,
            0);
    return known.header(file, options, topK, layers, () -> experts - 1);
  }

  /** Sums [experts] of each layer of the header. */
  List<long[]> byLayer() {
    return new ArrayList<>(byLayer.values());
  }

  private UserError bad(SafetensorsFile.Tensor tensor, String what) {
    return TraceError.at(file, place(tensor), what);
  }

  private static String place(SafetensorsFile.Tensor tensor) {
    return "tensor " + TraceError.shown(tensor.name());
  }

  private static String shown(List<Long> shape) {
    return TraceError.shown(shape.toString());
  }
}
