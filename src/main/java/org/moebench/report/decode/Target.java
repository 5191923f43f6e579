// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.decode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.moebench.quant.QuantFormat;
import org.moebench.report.decode.Rates.Rate;

/**
 * What the decode kernel is meant to reach, by bits per code: a share of the read ceiling at one
 * row per expert.
 */
enum Target {
  BITS_8(8, 0.78),
  BITS_4(4, 0.58),
  BITS_2(2, 0.40);

  /** Rows per expert that shall cost no more than {@link #MOST_TIMES} times one row. */
  static final int ROWS = 4;

  /** See {@link #ROWS}; meant for 8-bit integer codes. */
  static final double MOST_TIMES = 1.6;

  private final int bits;
  private final double share;

  Target(int bits, double share) {
    this.bits = bits;
    this.share = share;
  }

  int bits() {
    return bits;
  }

  /** Least share of the read ceiling at one row. */
  double share() {
    return share;
  }

  /** The target of a format; empty if it has none. */
  static Optional<Target> of(String format) {
    return registered(format)
        .flatMap(known -> Arrays.stream(values()).filter(t -> t.bits == known.bits()).findFirst());
  }

  /** Whether the target of several rows is meant for a format. */
  static boolean sharesRows(String format) {
    return registered(format).filter(known -> known.bits() == 8 && !known.isFloat8()).isPresent();
  }

  private static Optional<QuantFormat> registered(String format) {
    return Arrays.stream(QuantFormat.values())
        .filter(known -> known.name().equals(format))
        .findFirst();
  }

  /** The rates at one row that this target is about. */
  List<Rate> rates(List<Rate> all) {
    return all.stream()
        .filter(rate -> rate.cell().rows() == 1)
        .filter(rate -> of(rate.cell().projection().format()).filter(this::equals).isPresent())
        .toList();
  }

  /** Whether a rate reaches it. */
  Held held(Rate rate) {
    return Held.atLeast(share, rate.readShare());
  }
}
