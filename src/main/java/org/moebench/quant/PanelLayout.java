// SPDX-License-Identifier: Apache-2.0
package org.moebench.quant;

import static org.moebench.tensor.Alignment.ALIGNED;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Sizes and places of {@link PackedWeights}: pure arithmetic, nothing is allocated.
 *
 * @param format weight format
 * @param experts matrices
 * @param n rows of a matrix: output features, the columns of a panel
 * @param k columns of a matrix: input features
 * @param group input features that share a scale
 */
public record PanelLayout(QuantFormat format, int experts, int n, int k, int group) {
  /**
   * Output features of a panel: two vectors of 512 bits, four of 256 or eight of 128, so that one
   * layout serves every vector width.
   */
  public static final int PANEL = 32;

  /** What every JVM can allocate: HotSpot's longest arrays are two elements short of 2^31 - 1. */
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8L;

  /**
   * @throws UserError USAGE if the shape is impossible, TOO_LARGE if an array would be too long
   */
  public PanelLayout {
    if (experts < 1 || n < 1 || k < 1 || group < 1) {
      throw impossible(
          "%d experts of N = %d by K = %d in groups of %d: all of these must be at least 1"
              .formatted(experts, n, k, group));
    }
    if (k % group != 0) {
      throw impossible(
          "K = %d is not divisible by the group size %d: choose another K or group"
              .formatted(k, group));
    }
    int perWord = format.codesPerWord();
    if (group != k && group % perWord != 0) {
      throw impossible(
          "a group of %d does not fill whole words of %d %s codes: choose a multiple of %d, or K"
              .formatted(group, perWord, format, perWord));
    }
    int perByte = Math.max(1, Byte.SIZE / format.bits());
    if (k % perByte != 0) {
      throw impossible(
          "K = %d does not fill whole bytes of %d %s codes: choose a multiple of %d"
              .formatted(k, perByte, format, perByte));
    }
    if (Math.ceilDiv((long) n, PANEL) * PANEL * k > QuantizedMatrix.MAX_WEIGHTS) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          ("an expert of N = %d by K = %d has more than %d weights in panels of %d columns:"
                  + " choose a smaller shape")
              .formatted(n, k, QuantizedMatrix.MAX_WEIGHTS, PANEL));
    }
    long longest = elements(format, experts, n, k);
    if (longest > MAX_ARRAY) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          ("%s weights of %s experts of N = %s by K = %s need %s bytes in one array, more than the"
                  + " 2^31 elements (8 GiB) of a Java array: choose a smaller shape or fewer experts")
              .formatted(format, experts, n, k, bytes(longest)));
    }
  }

  private static UserError impossible(String message) {
    return new UserError(ExitStatus.USAGE, message);
  }

  private static long bytes(long elements) {
    return elements > Long.MAX_VALUE / Integer.BYTES ? Long.MAX_VALUE : elements * Integer.BYTES;
  }

  /** Elements of words (or floats), saturating at {@link Long#MAX_VALUE}. */
  private static long elements(QuantFormat format, int experts, int n, int k) {
    long panels = Math.ceilDiv((long) n, PANEL);
    long wordRows = Math.ceilDiv((long) k, format.codesPerWord());
    long perExpert = panels * PANEL * wordRows;
    boolean fits = perExpert <= (Long.MAX_VALUE - ALIGNED) / experts;
    return fits ? ALIGNED + perExpert * experts : Long.MAX_VALUE;
  }

  /** Panels of a matrix; the last one may have columns to spare. */
  public int panels() {
    return Math.ceilDiv(n, PANEL);
  }

  /** Scales of one output feature; 0 for FP32. */
  public int groups() {
    return format.hasScales() ? k / group : 0;
  }

  /** Rows of words of a panel: {@code ceil(k / codesPerWord)}. */
  public int wordRows() {
    return Math.ceilDiv(k, format.codesPerWord());
  }

  /** Words (floats for FP32) of one expert. */
  public int wordsPerExpert() {
    return panels() * wordRows() * PANEL;
  }

  /** Scales of one expert. */
  public int scalesPerExpert() {
    return panels() * groups() * PANEL;
  }

  /** Offsets of one expert: as many as scales for asymmetric formats, else 0. */
  public int offsetsPerExpert() {
    return format.hasZeros() ? scalesPerExpert() : 0;
  }

  /** First word (float for FP32) of a panel. */
  public int wordIndex(int expert, int panel) {
    return ALIGNED + (expert * panels() + panel) * wordRows() * PANEL;
  }

  /** First scale, and first offset, of a panel. */
  public int scaleIndex(int expert, int panel) {
    return ALIGNED + (expert * panels() + panel) * groups() * PANEL;
  }

  /** Bytes of words, scales and offsets that a kernel reads for one expert. */
  public long bytesPerExpert() {
    return Integer.BYTES * ((long) wordsPerExpert() + scalesPerExpert() + offsetsPerExpert());
  }

  /** Bytes of the arrays of all experts. */
  public long bytes() {
    int arrays = 1 + (format.hasScales() ? 1 : 0) + (format.hasZeros() ? 1 : 0);
    return bytesPerExpert() * experts + (long) arrays * ALIGNED * Integer.BYTES;
  }
}
