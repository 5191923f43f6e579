// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;

/** What is in a trace, in a line: sizes, and which figures were recorded. */
public final class TraceSummary implements TraceSink {
  private final TraceHeader header;
  private final long[] records;
  private final long[] phases = new long[TracePhase.values().length];
  private final Set<Integer> sequences = new HashSet<>();
  private long missing;
  private long counted;
  private boolean weighted;
  private boolean normed;
  private boolean maximal;

  /** Of a trace that is about to be read. */
  public TraceSummary(TraceHeader header) {
    this.header = header;
    this.records = new long[header.layers().size()];
  }

  @Override
  public void records(TraceBlock block) {
    records[block.layer()] += block.size();
    weighted |= block.weights() != null;
    normed |= block.norms() != null;
    maximal |= block.maxima() != null;
    int[] all = block.sequences();
    for (int i = 0; i < block.size(); i++) {
      phases[block.phases()[i]]++;
      if (i == 0 || all[i] != all[i - 1]) {
        sequences.add(all[i]);
      }
    }
    for (int i = 0; i < block.size() * block.topK(); i++) {
      missing += block.ids()[i] < 0 ? 1 : 0;
    }
  }

  @Override
  public void counts(int layer, long[] counts) {
    counted += LongStream.of(counts).sum();
  }

  @Override
  public void reached(long place) {}

  /** Tokens: records of the layer that has the most. */
  public long tokens() {
    return LongStream.of(records).max().orElse(0);
  }

  /** What was recorded beside ids, for example {@code gate weights}. */
  public List<String> figures() {
    List<String> figures = new ArrayList<>();
    if (weighted) {
      figures.add("gate weights");
    }
    if (normed) {
      figures.add("norms");
    }
    if (maximal) {
      figures.add("maxima");
    }
    return figures;
  }

  /**
   * For example {@code 68 tokens of 2 sequences in 48 layers, 128 experts, top-8; prompt and
   * generated tokens; gate weights, norms}.
   */
  public String text() {
    List<String> parts = new ArrayList<>();
    parts.add(sizes());
    if (phases[TracePhase.PROMPT.code()] + phases[TracePhase.GENERATED.code()] > 0) {
      parts.add(phasesText());
    }
    if (missing > 0) {
      parts.add(amount(missing, "missing slot"));
    }
    if (counted > 0) {
      parts.add(amount(counted, "selection") + " without an order");
    }
    if (!figures().isEmpty()) {
      parts.add(String.join(", ", figures()));
    }
    return String.join("; ", parts);
  }

  private String sizes() {
    return "%s of %s in %s, %s%s, top-%d"
        .formatted(
            amount(tokens(), "token"),
            amount(sequences.size(), "sequence"),
            amount(records.length, "layer"),
            amount(header.experts(), "expert"),
            header.expertsStated() ? "" : " (not stated: the largest id + 1)",
            header.topK());
  }

  private String phasesText() {
    List<String> stated = new ArrayList<>();
    if (phases[TracePhase.PROMPT.code()] > 0) {
      stated.add("prompt");
    }
    if (phases[TracePhase.GENERATED.code()] > 0) {
      stated.add("generated");
    }
    if (phases[TracePhase.UNSTATED.code()] > 0) {
      stated.add("unstated");
    }
    return String.join(" and ", stated) + " tokens";
  }

  private static String amount(long number, String word) {
    return String.format(Locale.ROOT, "%,d %s%s", number, word, number == 1 ? "" : "s");
  }
}
