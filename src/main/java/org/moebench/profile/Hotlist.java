// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.moebench.result.ResultFiles;

/**
 * All experts of all layers as text, most selected first, in the format of ds4's expert hotlist:
 * lines of layer, expert, hits and weight (0 if weights were not recorded).
 */
public final class Hotlist {
  private Hotlist() {}

  private record Entry(int layer, int expert, long hits, double weight) {}

  /**
   * Writes the list; the file appears when it is complete.
   *
   * @throws org.moebench.fault.UserError CANNOT_WRITE naming the file
   */
  public static void write(Profile profile, Path file) {
    ResultFiles.write(file, text(profile));
  }

  static String text(Profile profile) {
    List<Entry> entries = new ArrayList<>();
    for (LayerFigures layer : profile.figures()) {
      long[] counts = layer.histogram();
      double[] weights = layer.weightSums();
      for (int e = 0; e < counts.length; e++) {
        entries.add(new Entry(layer.layer(), e, counts[e], weights == null ? 0 : weights[e]));
      }
    }
    entries.sort(
        Comparator.comparingLong((Entry entry) -> -entry.hits)
            .thenComparingDouble(entry -> -entry.weight)
            .thenComparingInt(Entry::layer)
            .thenComparingInt(Entry::expert));
    StringBuilder text = new StringBuilder("# ds4 expert hotlist v1\n");
    text.append("# model ").append(profile.origin().model()).append('\n');
    text.append("# layers ").append(profile.layers().size()).append('\n');
    text.append("# experts ").append(profile.origin().experts()).append('\n');
    text.append("# layer_records ").append(profile.layerRecords()).append('\n');
    text.append("# selections ").append(profile.selections()).append('\n');
    text.append("# columns layer expert hits weight\n");
    for (Entry entry : entries) {
      text.append(
          String.format(
              Locale.ROOT,
              "%d %d %d %s%n",
              entry.layer,
              entry.expert,
              entry.hits,
              Double.toString(entry.weight)));
    }
    return text.toString();
  }
}
