// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import static org.moebench.quant.PanelLayout.PANEL;

import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PackedCopy;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;

/**
 * The weights of all experts: gate and up [I][D], down [D][I], in one of three forms.
 *
 * <pre>
 *  SEPARATE      gate: panels g0 g1 g2 …        up: panels u0 u1 u2 …
 *  CONCATENATED  u0 u1 u2 … g0 g1 g2 …          one matrix [2·I'][D]
 *  INTERLEAVED   u0 g0 u1 g1 u2 g2 …            one matrix [2·I'][D]
 * </pre>
 *
 * A panel is 32 output features ({@link org.moebench.quant.PanelLayout}); I' is I rounded up to
 * whole panels. The order [up, gate] is that of exo's pull request 1999. A joined form holds copies
 * of the same bits: once the originals are dropped, memory is as before.
 */
public final class SwigluWeights {
  /** How gate and up are stored. */
  public enum Form {
    SEPARATE,
    CONCATENATED,
    INTERLEAVED
  }

  private final Form form;
  private final int intermediate;
  private final PackedWeights gate;
  private final PackedWeights up;
  private final PackedWeights down;
  private final ExpertBiases biases;

  private SwigluWeights(
      Form form,
      int intermediate,
      PackedWeights gate,
      PackedWeights up,
      PackedWeights down,
      ExpertBiases biases) {
    this.form = form;
    this.intermediate = intermediate;
    this.gate = gate;
    this.up = up;
    this.down = down;
    this.biases = biases;
    biases.check(down.experts(), down.n(), intermediate);
  }

  /**
   * Separate projections, not copied.
   *
   * @param gate [experts][I][D]
   * @param up [experts][I][D]
   * @param down [experts][D][I]
   * @throws IllegalArgumentException if shapes or formats do not fit together
   */
  public static SwigluWeights separate(
      PackedWeights gate, PackedWeights up, PackedWeights down, ExpertBiases biases) {
    boolean pair = gate.layout().equals(up.layout());
    boolean fits = down.n() == gate.k() && down.k() == gate.n();
    if (!pair || !fits || down.experts() != gate.experts() || down.format() != gate.format()) {
      throw new IllegalArgumentException(
          "gate %s, up %s and down %s do not fit together"
              .formatted(gate.layout(), up.layout(), down.layout()));
    }
    return new SwigluWeights(Form.SEPARATE, gate.n(), gate, up, down, biases);
  }

  /**
   * Joined weights, of which no more than one projection is held twice at any time: each is asked
   * for when it is copied and dropped then.
   *
   * @param form CONCATENATED or INTERLEAVED
   * @param up makes or loads [experts][I][D]
   * @param gate makes or loads [experts][I][D]
   * @param down [experts][D][I]
   * @throws IllegalArgumentException if shapes or formats do not fit together
   */
  public static SwigluWeights join(
      Form form,
      Supplier<PackedWeights> up,
      Supplier<PackedWeights> gate,
      PackedWeights down,
      ExpertBiases biases) {
    PackedWeights first = up.get();
    int intermediate = first.n();
    PackedWeights both =
        PackedWeights.allocate(
            first.format(), first.experts(), 2 * first.panels() * PANEL, first.k(), first.group());
    PackedCopy.copy(first, 0, intermediate, 0, both, rowsOf(form, true, intermediate));
    first = null;
    PackedCopy.copy(gate.get(), 0, intermediate, 0, both, rowsOf(form, false, intermediate));
    return new SwigluWeights(form, intermediate, both, null, down, biases);
  }

  /**
   * These weights in another form; the same object if it is theirs. Gate and up are copied, down is
   * shared.
   *
   * @throws IllegalArgumentException if these are joined already: only separate ones can be joined
   */
  public SwigluWeights as(Form wanted) {
    if (wanted == form) {
      return this;
    }
    requireSeparate();
    return join(wanted, () -> up, () -> gate, down, biases);
  }

  private void requireSeparate() {
    if (form != Form.SEPARATE) {
      throw new IllegalArgumentException(form + " weights: gate and up must be separate for this");
    }
  }

  /** Where row i of up or gate is in a joined matrix. */
  private static IntUnaryOperator rowsOf(Form joined, boolean ofUp, int intermediate) {
    int panels = Math.ceilDiv(intermediate, PANEL);
    return i -> panelOf(joined, i / PANEL, panels, ofUp) * PANEL + i % PANEL;
  }

  private static int panelOf(Form joined, int panel, int panels, boolean ofUp) {
    if (joined == Form.INTERLEAVED) {
      return 2 * panel + (ofUp ? 0 : 1);
    }
    return ofUp ? panel : panels + panel;
  }

  /**
   * The part of one rank: rows {@code [rank·I/ranks, (rank+1)·I/ranks)} of gate and up and of their
   * biases, those columns of down, and 1/ranks of down's bias. Outputs of all ranks add up to the
   * whole, because the activation is elementwise over I.
   *
   * @throws UserError USAGE if I is not divisible by the ranks, or a rank's part of down not by the
   *     quantization group
   * @throws IllegalArgumentException unless gate and up are separate
   */
  public SwigluWeights shard(int rank, int ranks) {
    requireSeparate();
    if (ranks < 1 || rank < 0 || rank >= ranks) {
      throw new IllegalArgumentException("rank " + rank + " of " + ranks);
    }
    int part = intermediate / ranks;
    int group = Math.max(down.format().codesPerWord(), format().hasScales() ? down.group() : 1);
    if (part * ranks != intermediate || (ranks > 1 && part % group != 0)) {
      throw new UserError(
          ExitStatus.USAGE,
          "intermediate size %d cannot be sharded over %d ranks: each needs a multiple of %d"
                  .formatted(intermediate, ranks, group)
              + " columns of down (whole quantization groups); choose fewer ranks");
    }
    if (ranks == 1) {
      return this;
    }
    return separate(
        rows(gate, rank * part, part),
        rows(up, rank * part, part),
        columns(down, rank * part, part),
        biases.shard(down.experts(), rank, ranks));
  }

  private static PackedWeights rows(PackedWeights all, int first, int rows) {
    PackedWeights part =
        PackedWeights.allocate(all.format(), all.experts(), rows, all.k(), all.group());
    PackedCopy.copy(all, first, rows, 0, part, i -> i);
    return part;
  }

  private static PackedWeights columns(PackedWeights all, int first, int columns) {
    int group = all.format().hasScales() ? all.group() : columns;
    PackedWeights part =
        PackedWeights.allocate(all.format(), all.experts(), all.n(), columns, group);
    PackedCopy.copy(all, 0, all.n(), first, part, i -> i);
    return part;
  }

  /** How gate and up are stored. */
  public Form form() {
    return form;
  }

  public QuantFormat format() {
    return down.format();
  }

  public int experts() {
    return down.experts();
  }

  /** D: width of a token's row, in and out. */
  public int hidden() {
    return down.n();
  }

  /** I: width between the projections. */
  public int intermediate() {
    return intermediate;
  }

  /** Input features of gate and up that share a scale. */
  public int group() {
    return gate.group();
  }

  /** Panels of gate, and as many of up. */
  public int panels() {
    return Math.ceilDiv(intermediate, PANEL);
  }

  /** The gate projection; only of separate weights. */
  public PackedWeights gate() {
    requireSeparate();
    return gate;
  }

  /** The up projection; only of separate weights. */
  public PackedWeights up() {
    requireSeparate();
    return up;
  }

  /** Gate and up in one matrix; only of joined weights. */
  public PackedWeights joined() {
    if (form == Form.SEPARATE) {
      throw new IllegalArgumentException("separate weights: gate and up must be joined for this");
    }
    return gate;
  }

  /** The down projection. */
  public PackedWeights down() {
    return down;
  }

  /** The biases. */
  public ExpertBiases biases() {
    return biases;
  }

  /** One dequantized weight of gate, for references. */
  public float gateValue(int expert, int i, int d) {
    return matrix(false).value(expert, row(false, i), d);
  }

  /** One dequantized weight of up, for references. */
  public float upValue(int expert, int i, int d) {
    return matrix(true).value(expert, row(true, i), d);
  }

  /** The matrix that holds up, or gate, in whatever form. */
  PackedWeights matrix(boolean ofUp) {
    return ofUp && form == Form.SEPARATE ? up : gate;
  }

  /** Row i of up, or gate, in its matrix. */
  int row(boolean ofUp, int i) {
    return form == Form.SEPARATE ? i : panelOf(form, i / PANEL, panels(), ofUp) * PANEL + i % PANEL;
  }

  /** Bytes of weights, scales, offsets and biases held. */
  public long bytes() {
    long upBytes = up == null ? 0 : up.layout().bytes();
    return gate.layout().bytes() + upBytes + down.layout().bytes() + biases.bytes();
  }

  /** Bytes of words, scales and offsets that one expert's three projections take. */
  public long bytesPerExpert() {
    long upBytes = up == null ? 0 : up.bytesPerExpert();
    return gate.bytesPerExpert() + upBytes + down.bytesPerExpert();
  }
}
