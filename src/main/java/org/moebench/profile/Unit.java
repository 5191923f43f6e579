// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.Arrays;
import java.util.List;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceSource;

/** Some layers of one recording: what one thread reads, from its beginning to its end. */
final class Unit {
  /** Number of the recording among those given. */
  int source;

  int firstLayer;
  int endLayer;

  /** Where reading goes on. */
  volatile long place;

  boolean done;
  LayerPass[] passes;

  Unit() {}

  Unit(int source, LayerRange layers, TraceHeader header, int experts, ProfileOptions options) {
    this.source = source;
    this.firstLayer = layers.first();
    this.endLayer = layers.end();
    this.passes = new LayerPass[layers.size()];
    Arrays.setAll(
        passes,
        i -> {
          int number = header.layers().get(firstLayer + i);
          boolean hash = header.hashLayers().contains(number);
          return new LayerPass(number, hash, experts, header.topK(), options);
        });
  }

  LayerRange layers() {
    return new LayerRange(firstLayer, endLayer);
  }

  List<LayerSums> sums() {
    return Arrays.stream(passes).map(pass -> pass.sums).toList();
  }

  /** Share of the way it has gone. */
  double share(TraceSource from) {
    return done || from.size() == 0 ? 1 : (double) place / from.size();
  }

  /** Work it is, in a unit that is the same for all: ids, or bytes of text. */
  double work(TraceSource from) {
    return (double) from.size() * (from.divisible() ? passes.length * passes[0].sums.topK : 1);
  }

  /** The state as JSON; only between blocks. */
  String toJson() {
    for (LayerPass pass : passes) {
      pass.settle();
    }
    return Checkpoint.text(this);
  }
}
