// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.moebench.quant.QuantFormat;
import org.moebench.trace.TraceBlock;

/** Keeps the records of a capture, and the models that tests capture. */
final class Recordings {
  static final int EXPERTS = 8;
  static final int TOP_K = 3;

  /** A record of one token in one layer. */
  record Selection(
      int layer,
      int sequence,
      int position,
      int phase,
      List<Integer> ids,
      List<Float> weights,
      List<Float> norms,
      List<Float> maxima) {}

  final List<Selection> all = new ArrayList<>();

  void take(TraceBlock block) {
    int k = block.topK();
    for (int r = 0; r < block.size(); r++) {
      List<Integer> ids = new ArrayList<>();
      for (int s = 0; s < k; s++) {
        ids.add((int) block.ids()[r * k + s]);
      }
      all.add(
          new Selection(
              block.layer(),
              block.sequences()[r],
              block.positions()[r],
              block.phases()[r],
              ids,
              row(block.weights(), r, k),
              row(block.norms(), r, k),
              row(block.maxima(), r, k)));
    }
  }

  private static List<Float> row(float[] values, int r, int k) {
    List<Float> row = new ArrayList<>();
    for (float value : Arrays.copyOfRange(values, r * k, (r + 1) * k)) {
      row.add(value);
    }
    return row;
  }

  /** The records of one layer, in the order they came. */
  List<Selection> ofLayer(int layer) {
    return all.stream().filter(record -> record.layer() == layer).toList();
  }

  /** Three layers, without planted experts. */
  static ByteModelConfig plain(QuantFormat format, long seed) {
    return config(format, seed, Set.of(), Set.of(), Set.of());
  }

  static ByteModelConfig config(
      QuantFormat format,
      long seed,
      Set<Planted> useless,
      Set<Planted> never,
      Set<Planted> always) {
    return new ByteModelConfig(3, EXPERTS, TOP_K, 64, 32, seed, format, useless, never, always);
  }
}
