// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.profile;

import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.moebench.profile.LayerFigures;
import org.moebench.profile.ProfileOptions;
import org.moebench.report.document.Block.Finding;
import org.moebench.report.document.Block.Tone;
import org.moebench.stats.Samples;

/** What caches, loads and saliency say, in sentences. */
final class Answers {
  /** Share of selections, or of REAP, that counts as nearly all. */
  static final double NEARLY_ALL = 0.95;

  private static final double[] GOALS = {0.5, 0.75, 0.9};
  private static final String[] GOAL_NAMES = {"half", "three quarters", "90%"};

  private Answers() {}

  /** What a cache of how many experts would hit. */
  static Finding caches(ProfileView view) {
    Optional<CacheTotals> known = view.caches();
    if (known.isEmpty()) {
      boolean off = view.origin().options().caches() == ProfileOptions.Caches.NONE;
      String why =
          off
              ? "Caches were left out of this profile."
              : "No token was recorded in order, so that no cache could be simulated.";
      return new Finding(off ? Tone.PLAIN : Tone.WARN, "caches", "not simulated", why);
    }
    CacheTotals caches = known.get();
    List<String> sentences = new ArrayList<>();
    for (int goal = 0; goal < GOALS.length; goal++) {
      OptionalInt n = caches.smallest(GOALS[goal]);
      if (n.isEmpty()) {
        String all = Words.share(caches.lru(caches.experts()));
        sentences.add(
            ("No cache hits %s of selections: caches start empty, and even one of all experts hits"
                    + " %s.")
                .formatted(GOAL_NAMES[goal], all));
        break;
      }
      sentences.add(hits(view, caches, n.getAsInt()));
    }
    OptionalInt half = caches.smallest(GOALS[0]);
    String answer =
        half.isEmpty()
            ? "no size hits half of selections"
            : "%d of %d experts per layer hit half of selections"
                .formatted(half.getAsInt(), caches.experts());
    sentences.add("Policy: least recently used, empty at the start of each recording.");
    return new Finding(
        Tone.GOOD, "caches", answer, String.join(" ", sentences.stream().distinct().toList()));
  }

  private static String hits(ProfileView view, CacheTotals caches, int n) {
    StringBuilder text = new StringBuilder();
    text.append("A cache of %d %s per layer".formatted(n, n == 1 ? "expert" : "experts"));
    text.append(" (%s of them)".formatted(Words.share((double) n / caches.experts())));
    text.append(" would hit %s of selections".formatted(Words.share(caches.lru(n))));
    OptionalInt size = caches.sizeFrom(n);
    if (view.allPolicies() && size.isPresent()) {
      int bound = caches.sizes()[size.getAsInt()];
      // A cache of all experts bounds nothing.
      if (bound < caches.experts()) {
        String hits = Words.share(caches.belady(size.getAsInt()));
        text.append(" (Belady's bound for %d: %s)".formatted(bound, hits));
      }
    }
    return text.append('.').toString();
  }

  /** How unevenly experts are selected. */
  static Finding load(ProfileView view) {
    List<LayerFigures> layers = view.loaded();
    if (layers.isEmpty()) {
      String text = "The recordings hold no selection of an expert.";
      return new Finding(Tone.WARN, "load", "no selections", text);
    }
    List<LayerFigures> sorted =
        layers.stream()
            .sorted(Comparator.comparingInt((LayerFigures layer) -> layer.carrying(NEARLY_ALL)))
            .toList();
    int experts = view.origin().experts();
    double[] carrying = sorted.stream().mapToDouble(l -> l.carrying(NEARLY_ALL)).toArray();
    String median = Words.halves(Samples.median(carrying));
    List<String> sentences = new ArrayList<>();
    if (sorted.size() > 1) {
      LayerFigures least = sorted.get(0);
      LayerFigures most = sorted.get(sorted.size() - 1);
      sentences.add(
          "That is the median of %d layers: from %d in layer %d to %d in layer %d."
              .formatted(
                  sorted.size(),
                  least.carrying(NEARLY_ALL),
                  least.layer(),
                  most.carrying(NEARLY_ALL),
                  most.layer()));
    }
    int uniform = (int) Math.ceil(NEARLY_ALL * experts - 1e-9);
    sentences.add("If all were loaded alike it would take %d.".formatted(uniform));
    LayerFigures busiest =
        layers.stream().max(Comparator.comparingDouble(LayerFigures::maxOverMean)).orElseThrow();
    sentences.add(
        "The busiest expert has %s times the mean load (layer %d; chance %s)."
            .formatted(
                significant(busiest.maxOverMean()),
                busiest.layer(),
                significant(busiest.chance().maxOverMean())));
    sentences.add(idle(layers, experts));
    String answer = "%s of %d experts carry 95%% of selections".formatted(median, experts);
    return new Finding(Tone.GOOD, "load", answer, String.join(" ", sentences));
  }

  private static String idle(List<LayerFigures> layers, int experts) {
    long idle = layers.stream().mapToLong(layer -> experts - layer.uniqueExperts()).sum();
    if (idle == 0) {
      return "Every expert was selected.";
    }
    LayerFigures most =
        layers.stream().min(Comparator.comparingInt(LayerFigures::uniqueExperts)).orElseThrow();
    double chance = layers.stream().mapToDouble(l -> experts - l.chance().uniqueExperts()).sum();
    return "Never selected: %s (chance %s)%s."
        .formatted(
            Words.count(idle, "expert") + " of all layers",
            significant(chance),
            layers.size() == 1
                ? ""
                : ", most of them in layer %d: %d"
                    .formatted(most.layer(), experts - most.uniqueExperts()));
  }

  /** Which experts matter. */
  static Finding saliency(ProfileView view) {
    List<LayerFigures> layers = view.salient();
    if (layers.isEmpty()) {
      String text = "The recordings hold no gate weights together with norms of experts' outputs.";
      return new Finding(Tone.PLAIN, "saliency", "not recorded", text);
    }
    int experts = view.origin().experts();
    double[] carrying =
        layers.stream().mapToDouble(layer -> layer.saliency().carrying(NEARLY_ALL)).toArray();
    List<String> sentences = new ArrayList<>();
    if (layers.size() > 1) {
      sentences.add(
          "That is the median of %d layers: from %d to %d."
              .formatted(
                  layers.size(),
                  (int) Arrays.stream(carrying).min().orElseThrow(),
                  (int) Arrays.stream(carrying).max().orElseThrow()));
    }
    int kept = layers.get(0).saliency().kept(view.keepRatio());
    double mass =
        ProfileView.mean(layers, layer -> layer.saliency().keptMass()[kept - 1], layer -> 1);
    sentences.add(
        "Keeping the best %d of each layer keeps %s of REAP (%d picked at random: %s)."
            .formatted(kept, Words.share(mass), kept, Words.share((double) kept / experts)));
    long idle = layers.stream().mapToLong(l -> l.saliency().neverActivated().length).sum();
    sentences.add(
        idle == 0
            ? "Every expert was activated."
            : "Never activated: %s of all layers.".formatted(Words.count(idle, "expert")));
    sentences.add(gates(view));
    if (layers.size() < view.layers().size()) {
      sentences.add("Recorded in layers %s.".formatted(Words.layers(layers)));
    }
    String answer =
        "%s of %d experts carry 95%% of REAP"
            .formatted(Words.halves(Samples.median(carrying)), experts);
    return new Finding(Tone.GOOD, "saliency", answer, String.join(" ", sentences));
  }

  /** Which gate weights REAP is made of. */
  static String gates(ProfileView view) {
    return switch (view.origin().options().gates()) {
      case RAW -> "Gates: raw, as recorded.";
      case RENORMALIZED -> "Gates: renormalized to a sum of 1 over each token's experts.";
    };
  }
}
