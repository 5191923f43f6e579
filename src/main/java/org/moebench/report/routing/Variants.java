// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.routing;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.chart.Look;
import org.moebench.report.chart.Palette;
import org.moebench.routing.RoutingVariant;

/** The variants in the order of their registry, and one look for each, the same in every chart. */
final class Variants {
  /** What every other is compared with. */
  static final String STAGED = RoutingVariant.STAGED.id();

  /** Fused as the vector variants are, but without vectors. */
  static final String SCALAR = RoutingVariant.SCALAR.id();

  private static final List<String> KNOWN =
      Arrays.stream(RoutingVariant.values())
          .filter(variant -> variant != RoutingVariant.REFERENCE)
          .map(RoutingVariant::id)
          .toList();

  private static final List<Look> LOOKS =
      List.of(
          Look.dashed(Palette.BLACK, SeriesMarkers.SQUARE, 9, 5),
          Look.solid(Palette.VERMILLION, SeriesMarkers.TRIANGLE_UP),
          Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE),
          Look.dashed(Palette.GREEN, SeriesMarkers.DIAMOND, 3, 3),
          Look.dashed(Palette.PURPLE, SeriesMarkers.TRIANGLE_DOWN, 12, 4, 3, 4),
          Look.dashed(Palette.ORANGE, SeriesMarkers.CROSS, 6, 3));

  private final List<String> names;

  private Variants(List<String> names) {
    this.names = names;
  }

  /** The variants seen in a run; those that are not registered stand last, by name. */
  static Variants of(List<String> seen) {
    List<String> sorted =
        seen.stream()
            .distinct()
            .sorted((a, b) -> rank(a) == rank(b) ? a.compareTo(b) : rank(a) - rank(b))
            .toList();
    return new Variants(sorted);
  }

  private static int rank(String name) {
    int index = KNOWN.indexOf(name);
    return index < 0 ? KNOWN.size() : index;
  }

  /** The names, in order. */
  List<String> names() {
    return names;
  }

  /** How a variant is drawn; a registered one looks alike in every run. */
  Look look(String name) {
    List<String> others = names.stream().filter(n -> !KNOWN.contains(n)).toList();
    int index = KNOWN.contains(name) ? rank(name) : KNOWN.size() + others.indexOf(name);
    return LOOKS.get(Math.floorMod(index, LOOKS.size()));
  }

  /** What each registered variant of the run does. */
  String descriptions() {
    List<String> texts =
        Arrays.stream(RoutingVariant.values())
            .filter(variant -> names.contains(variant.id()))
            .map(variant -> variant.id() + " is " + variant.description())
            .toList();
    return texts.isEmpty() ? "" : "Variants: " + String.join("; ", texts) + ".";
  }

  /** Place of a variant in the order. */
  int index(String name) {
    return IntStream.range(0, names.size())
        .filter(i -> names.get(i).equals(name))
        .findFirst()
        .orElse(names.size());
  }
}
