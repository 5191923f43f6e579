// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Locale;
import java.util.Map;

/**
 * A decode workload: which experts the tokens of any number of sequences take, layer by layer, one
 * token after the other. {@link DecodeSteps} makes batches of them.
 *
 * <p>Sequences depend on the seed and their number only and, except for {@link #independent} ones,
 * share nothing but the popularity of experts.
 */
public final class DecodeWorkload {
  private final DecodeFile file;
  private final TraceGenerator generator;
  private final String name;
  private final Map<String, Double> reference;
  private final long seed;

  DecodeWorkload(DecodeFile file, long seed) {
    this(file, file.generator(), file.name(), file.reference(), seed);
  }

  private DecodeWorkload(
      DecodeFile file,
      TraceGenerator generator,
      String name,
      Map<String, Double> reference,
      long seed) {
    this.file = file;
    this.generator = generator;
    this.name = name;
    this.reference = reference;
    this.seed = seed;
  }

  /**
   * Name in the catalogue; of a resized one with its size, for example {@code olmoe-decode/16x2}.
   */
  public String name() {
    return name;
  }

  /** What it stands for, one line. */
  public String description() {
    return file.description();
  }

  /** Where its figures come from, one line. */
  public String source() {
    return file.source();
  }

  /** Licence of the data. */
  public String license() {
    return file.license();
  }

  /** Experts of a layer. */
  public int experts() {
    return generator.experts();
  }

  /** Experts that a token takes in a layer. */
  public int topK() {
    return generator.topK();
  }

  /** Layers, each with experts of its own. */
  public int layers() {
    return generator.layers();
  }

  /** D, the width of input and output of a layer of the model it stands for. */
  public int hidden() {
    return file.hidden();
  }

  /** I, the width between up and down of one expert of the model it stands for. */
  public int intermediate() {
    return file.intermediate();
  }

  /** Where {@link #hidden} and {@link #intermediate} come from, one line. */
  public String sizes() {
    return file.sizes();
  }

  /** What all draws follow from. */
  public long seed() {
    return seed;
  }

  /**
   * Whether sequences are independent of each other but for shared popularity. If not, the picks of
   * a whole batch are made together, and only batches of a fixed number of sequences, the first
   * ones, are what the workload says.
   */
  public boolean independent() {
    return generator.independent();
  }

  /** The workload in a few words, with its main figures. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d experts, %d layers, %s",
        topK(),
        experts(),
        layers(),
        generator.summary());
  }

  /**
   * The picks of one sequence. A longer trace starts with the shorter one.
   *
   * @param sequence number of the sequence, from 0
   * @param tokens length, at least 0
   */
  public RoutingTrace trace(int sequence, int tokens) {
    return generator.trace(seed, sequence, tokens);
  }

  /** The picks of one sequence in one layer, token after token. */
  LayerPicks picks(int sequence, int layer) {
    return generator.picks(seed, sequence, layer);
  }

  /**
   * The same locality with another number of experts. Published figures say nothing about it: it
   * has no reference.
   *
   * @throws org.moebench.fault.UserError USAGE if as much locality cannot be had with them
   */
  public DecodeWorkload resized(int experts, int topK) {
    if (experts == experts() && topK == topK()) {
      return this;
    }
    DecodeFile.checkSizes(experts, topK, layers());
    return new DecodeWorkload(
        file,
        generator.resized(experts, topK),
        file.name() + "/" + experts + "x" + topK,
        Map.of(),
        seed);
  }

  /** The statistics it must show, by name; see {@link DecodeRealism}. */
  Map<String, Double> reference() {
    return reference;
  }

  /** Tokens of each sequence that the statistics are taken from. */
  int sampleTokens() {
    return file.sampleTokens();
  }

  /** Sequences that the statistics are taken from. */
  int sampleSequences() {
    return file.sampleSequences();
  }

  /** The overlap of adjacent tokens that a layer aims at; NaN if it has no such target. */
  double overlapTarget(int layer) {
    return generator.overlapTarget(layer);
  }
}
