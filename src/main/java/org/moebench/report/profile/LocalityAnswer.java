// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.Locality;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.stats.Estimate;

/** Whether adjacent tokens have experts in common, in sentences. */
final class LocalityAnswer {
  private LocalityAnswer() {}

  static Finding of(ProfileView view) {
    Locality locality = view.profile().locality();
    List<String> sentences = new ArrayList<>();
    if (locality == Locality.UNKNOWN) {
      sentences.add(unknown(view));
    } else {
      sentences.addAll(overlap(view, locality));
      sentences.add(worth(locality));
      if (view.routed().size() > 1) {
        sentences.add(byLayer(view.routed()));
      }
    }
    if (!view.hashed().isEmpty()) {
      sentences.add(
          "Hash-routed, and left out here as their experts follow from the token alone: layer%s %s."
              .formatted(view.hashed().size() == 1 ? "" : "s", Words.layers(view.hashed())));
    }
    Tone tone = locality == Locality.UNKNOWN ? Tone.WARN : Tone.GOOD;
    return new Finding(tone, "locality", Words.of(locality), String.join(" ", sentences));
  }

  private static String unknown(ProfileView view) {
    if (view.origin().topK() == view.origin().experts()) {
      return "Every token takes all experts: there is nothing to choose.";
    }
    if (view.routed().isEmpty()) {
      return "No layer has a router.";
    }
    return "No two tokens that follow each other were recorded: counts, or single tokens, say"
        + " nothing about order.";
  }

  private static List<String> overlap(ProfileView view, Locality locality) {
    Estimate overlap = view.profile().overlap();
    int topK = view.origin().topK();
    double chance = (double) topK / view.origin().experts();
    double shuffled = view.shuffledOverlap();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        ("A token shares %s of its %s with the one before; with a uniform router %s, the same tokens"
                + " shuffled %s.")
            .formatted(
                Words.share(overlap),
                Words.count(topK, "expert"),
                Words.share(chance),
                Words.share(shuffled)));
    if (locality != Locality.NONE) {
      sentences.add(
          ("Of the %s points beyond chance, %s are popularity (some experts are taken all the time)"
                  + " and %s order (neighbours are alike).")
              .formatted(
                  Words.points(overlap.value() - chance),
                  Words.points(shuffled - chance),
                  Words.points(overlap.value() - shuffled)));
    }
    return sentences;
  }

  private static String worth(Locality locality) {
    return switch (locality) {
      case STRONG -> "Keeping the last tokens' experts at hand saves a good part of the reads.";
      case WEAK -> "Keeping the last tokens' experts at hand saves some reads, not many.";
      default -> "Keeping the last tokens' experts at hand saves no more reads than keeping any.";
    };
  }

  private static String byLayer(List<LayerFigures> layers) {
    return Stream.of(Locality.STRONG, Locality.WEAK, Locality.NONE, Locality.UNKNOWN)
        .map(of -> named(of, layers.stream().filter(l -> l.locality() == of).toList()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; ", "By layer: ", "."));
  }

  private static String named(Locality locality, List<LayerFigures> layers) {
    return layers.isEmpty() ? "" : Words.of(locality) + " in " + Words.layers(layers);
  }
}
