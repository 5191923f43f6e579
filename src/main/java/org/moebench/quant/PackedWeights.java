// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.moebench.tensor.Alignment.ALIGNED;

/**
 * The weights of all experts as the kernels read them: panels of {@link PanelLayout#PANEL} output
 * features ("columns" here, since a vector holds one weight of each), streamed from the first input
 * feature to the last.
 *
 * <pre>
 * words   | expert 0                          | expert 1 ...
 *         | panel 0    | panel 1   | ...      |
 *         | row 0: c0 c1 ... c31 | row 1: c0 c1 ... c31 | ...   one int per column and word row
 *
 * a word: codesPerWord consecutive input features of ONE column, the lowest in the lowest bits
 *
 *   INT8, FP8   | k+3       | k+2       | k+1       | k         |      k = 4·row
 *               31        24 23       16 15        8 7         0
 *   INT4        | k+7 | k+6 | k+5 | k+4 | k+3 | k+2 | k+1 | k   |      k = 8·row
 *               31  28                                     3   0
 *   INT2        | k+15 | ...                      | k+2 | k+1 | k |    k = 16·row
 *
 * scales  | expert 0: panel 0: group 0: c0 c1 ... c31 | group 1: c0 c1 ... c31 | ...
 * offsets   as scales; asymmetric formats only
 * </pre>
 *
 * <ul>
 *   <li>Integer codes are unsigned: a symmetric code {@code q} is stored as {@code q + 2^(bits-1)},
 *       an asymmetric one as it is. {@code value = code·scale + offset} with {@code offset =
 *       -zero·scale}; symmetric formats have {@code zero = 2^(bits-1)} and store no offsets.
 *   <li>That expression is exact in float32, fused or not: a scale is a bf16 number, of 8
 *       significant bits, and {@code code}, {@code zero} and their difference have at most 8 bits,
 *       so that products and sum have at most 16 significant bits of the 24 there are, all of them
 *       multiples of the scale's last place.
 *   <li>FP8 codes are stored as they are, and are finite. Scales are bounded so that kernels may
 *       decode by moving the code's bits into a float's exponent and mantissa and multiplying by
 *       {@code scale·2^120} (E4M3) or {@code scale·2^112} (E5M2).
 *   <li>FP32 weights are in {@code floats} at the places of the words, one weight per place.
 *   <li>Columns beyond N in the last panel have words, scales, offsets and floats of 0: they decode
 *       to 0. So do input features beyond K in the last word.
 *   <li>Every array starts at {@link org.moebench.tensor.Alignment#ALIGNED}.
 * </ul>
 */
public final class PackedWeights {
  private static final int[] NO_WORDS = {};
  private static final float[] NO_FLOATS = {};

  private final PanelLayout layout;
  private final int[] words;
  private final float[] floats;
  private final float[] scales;
  private final float[] offsets;

  private PackedWeights(PanelLayout layout) {
    this.layout = layout;
    QuantFormat format = layout.format();
    int experts = layout.experts();
    int codes = ALIGNED + experts * layout.wordsPerExpert();
    this.words = format.hasScales() ? new int[codes] : NO_WORDS;
    this.floats = format.hasScales() ? NO_FLOATS : new float[codes];
    this.scales = floatsOf(experts * layout.scalesPerExpert());
    this.offsets = floatsOf(experts * layout.offsetsPerExpert());
  }

  private static float[] floatsOf(int length) {
    return length == 0 ? NO_FLOATS : new float[ALIGNED + length];
  }

  /** Arrays for weights to be packed; all weights are zero. */
  public static PackedWeights allocate(PanelLayout layout) {
    return new PackedWeights(layout);
  }

  /**
   * Arrays for weights to be packed; all weights are zero.
   *
   * @throws org.moebench.fault.UserError as {@link PanelLayout}
   */
  public static PackedWeights allocate(QuantFormat format, int experts, int n, int k, int group) {
    return allocate(new PanelLayout(format, experts, n, k, group));
  }

  /**
   * Bytes that {@link #allocate} would take; allocates nothing.
   *
   * @throws org.moebench.fault.UserError as {@link PanelLayout}
   */
  public static long bytes(QuantFormat format, int experts, int n, int k, int group) {
    return new PanelLayout(format, experts, n, k, group).bytes();
  }

  /**
   * Stores an expert's matrix. Different experts may be packed by different threads at once.
   *
   * @throws IllegalArgumentException if format, shape or group differ, or naming row and column of
   *     an FP8 code that is not finite or of a scale too large to decode by shifting
   */
  public void pack(int expert, QuantizedMatrix matrix) {
    new PanelPacker(this, expert, matrix).pack();
  }

  /** Sizes and places. */
  public PanelLayout layout() {
    return layout;
  }

  public QuantFormat format() {
    return layout.format();
  }

  public int experts() {
    return layout.experts();
  }

  /** Output features of an expert. */
  public int n() {
    return layout.n();
  }

  /** Input features of an expert. */
  public int k() {
    return layout.k();
  }

  /** Input features that share a scale. */
  public int group() {
    return layout.group();
  }

  /** Panels of an expert. */
  public int panels() {
    return layout.panels();
  }

  /** Scales of a column; 0 for FP32. */
  public int groups() {
    return layout.groups();
  }

  /** Rows of words (of floats for FP32) of a panel. */
  public int wordRows() {
    return layout.wordRows();
  }

  /** The words themselves, not a copy; empty for FP32. */
  public int[] words() {
    return words;
  }

  /** The FP32 weights themselves, not a copy; empty for other formats. */
  public float[] floats() {
    return floats;
  }

  /** The scales themselves, not a copy; empty for FP32. */
  public float[] scales() {
    return scales;
  }

  /** The offsets themselves, not a copy; empty unless the format is asymmetric. */
  public float[] offsets() {
    return offsets;
  }

  /** First word (float for FP32) of a panel. */
  public int wordIndex(int expert, int panel) {
    return layout.wordIndex(expert, panel);
  }

  /** First scale, and first offset, of a panel. */
  public int scaleIndex(int expert, int panel) {
    return layout.scaleIndex(expert, panel);
  }

  /** Bytes of words, scales and offsets that a kernel reads for one expert. */
  public long bytesPerExpert() {
    return layout.bytesPerExpert();
  }

  /**
   * What a code of 0 decodes to in the group of a weight, for error bounds: {@code -zero·scale}; 0
   * for floating-point formats.
   */
  public float offset(int expert, int row, int col) {
    QuantFormat format = format();
    if (!format.isSymmetric() && !format.hasZeros()) {
      return 0;
    }
    int panel = row / PanelLayout.PANEL;
    int group = col / group() * PanelLayout.PANEL;
    int at = scaleIndex(expert, panel) + group + row % PanelLayout.PANEL;
    return format.hasZeros() ? offsets[at] : -(1 << (format.bits() - 1)) * scales[at];
  }

  /** One weight, for references: float32, the same bits as {@link QuantizedMatrix#value}. */
  public float value(int expert, int row, int col) {
    int panel = row / PanelLayout.PANEL;
    int column = row % PanelLayout.PANEL;
    QuantFormat format = format();
    int wordRow = col / format.codesPerWord();
    int at = wordIndex(expert, panel) + wordRow * PanelLayout.PANEL + column;
    if (!format.hasScales()) {
      return floats[at];
    }
    int shift = col % format.codesPerWord() * format.bits();
    int code = (words[at] >>> shift) & ((1 << format.bits()) - 1);
    float scale = scales[scaleIndex(expert, panel) + col / group() * PanelLayout.PANEL + column];
    return format.isFloat8()
        ? format.codec().decode(code, 0) * scale
        : code * scale + offset(expert, row, col);
  }
}
