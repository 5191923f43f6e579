// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.interval;
import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Locality;
import org.moebench.report.document.Numbers;
import org.moebench.stats.Estimate;

/** Phrases of this page. */
final class Words {
  private Words() {}

  static String of(Locality locality) {
    return switch (locality) {
      case UNKNOWN -> "unknown";
      case NONE -> "none beyond chance";
      case WEAK -> "weak";
      case STRONG -> "strong";
    };
  }

  /** {@code 1 layer}, {@code 1,234 layers}. */
  static String count(long count, String one) {
    return Numbers.count(count) + " " + one + (count == 1 ? "" : "s");
  }

  /** A median of whole numbers: {@code 57} or {@code 57.5}. */
  static String halves(double median) {
    return fixed(median, median == Math.rint(median) ? 0 : 1);
  }

  /** {@code 42.7%}. */
  static String share(double share) {
    return percent(share, 1);
  }

  /** {@code 42.7% [41.0, 44.4]}, without the bracket if there is no interval. */
  static String share(Estimate share) {
    String interval = interval(100 * share.low(), 100 * share.high(), 1);
    return (share(share.value()) + " " + interval).strip();
  }

  /** A difference of shares in percentage points. */
  static String points(double difference) {
    return fixed(100 * difference, 1);
  }

  /** A figure and its chance level: {@code 0.93 (0.99)}. */
  static String beside(String figure, String chance) {
    return figure + " (" + chance + ")";
  }

  /** {@code 3}, or {@code 3 (hash)}. */
  static String layer(LayerFigures layer) {
    return layer.layer() + (layer.hashRouter() ? " (hash)" : "");
  }

  /** Numbers of layers: {@code 0–2, 5}. */
  static String layers(List<LayerFigures> layers) {
    List<String> ranges = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= layers.size(); i++) {
      if (i == layers.size() || layers.get(i).layer() != layers.get(i - 1).layer() + 1) {
        int first = layers.get(start).layer();
        int last = layers.get(i - 1).layer();
        ranges.add(first == last ? "" + first : first + "–" + last);
        start = i;
      }
    }
    return String.join(", ", ranges);
  }

  /** The first of some ids, and how many there are if that is not all of them. */
  static String ids(int[] ids, int most) {
    if (ids.length == 0) {
      return "none";
    }
    String first =
        Arrays.stream(ids).limit(most).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return ids.length <= most ? first : first + ", … (" + ids.length + " in all)";
  }
}
