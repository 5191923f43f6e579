// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.result.Correctness;
import org.moebench.tensor.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The pieces of a prefill call alone: they say where its time goes. A piece computes no product, so
 * there is nothing to verify.
 */
public class PrefillPartsBenchmark extends PrefillInputs {
  @Param({"pack", "dequantize", "launches"})
  public String part;

  @Setup
  public void prepare() {
    PrefillPart piece = PrefillPart.of(part);
    prepare(piece.strategy().create(threshold), piece.kernel().create(format));
  }

  @Benchmark
  public Rows part() {
    return call();
  }

  @TearDown
  public void report() {
    publish(new Correctness(0, 0, 0, null));
    stop();
  }
}
