// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

/**
 * Independent standard normal numbers, the same on every machine and Java version.
 *
 * <p>A {@link UniformStream} drives a ziggurat of 128 layers in Doornik's form ("An improved
 * ziggurat method to generate normal random samples", 2005), which takes layer and abscissa from
 * different bits. Tables and rejections use {@link StrictMath}, so that no platform's rounding
 * shows.
 */
final class NormalStream {
  private static final int LAYERS = 128;

  /** Start of the tail, and area of each layer, for 128 layers (Doornik 2005). */
  private static final double TAIL = 3.442619855899;

  private static final double AREA = 9.91256303526217e-3;
  private static final double TWO_POW_MINUS_53 = 0x1p-53;

  /** Right edges of the layers, the base layer (as wide as its area with the tail) first. */
  private static final double[] EDGE = edges();

  /** Share of a layer that lies wholly under the curve: the edge of the next one over its own. */
  private static final double[] INNER = inner(EDGE);

  private final UniformStream uniform;

  /** The stream of the given keys; streams of different keys have nothing in common. */
  NormalStream(long seed, long kind, long major, long minor) {
    this.uniform = new UniformStream(seed, kind, major, minor);
  }

  private static double[] edges() {
    double[] x = new double[LAYERS + 1];
    double density = density(TAIL);
    x[0] = AREA / density;
    x[1] = TAIL;
    for (int i = 2; i < LAYERS; i++) {
      x[i] = StrictMath.sqrt(-2 * StrictMath.log(AREA / x[i - 1] + density));
      density = density(x[i]);
    }
    return x;
  }

  private static double[] inner(double[] edge) {
    double[] ratio = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      ratio[i] = edge[i + 1] / edge[i];
    }
    return ratio;
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  /** The next number. */
  double next() {
    while (true) {
      long bits = uniform.nextBits();
      int layer = (int) bits & (LAYERS - 1);
      double u = (bits >> 10) * TWO_POW_MINUS_53; // [-1, 1), from other bits than the layer
      if (Math.abs(u) < INNER[layer]) {
        return u * EDGE[layer];
      }
      if (layer == 0) {
        return Math.copySign(tail(), u);
      }
      double x = u * EDGE[layer];
      if (isUnderCurve(x, layer)) {
        return x;
      }
    }
  }

  /** Whether a random height within the layer lies under the curve at {@code x}. */
  private boolean isUnderCurve(double x, int layer) {
    double outer = StrictMath.exp(-0.5 * (EDGE[layer] * EDGE[layer] - x * x));
    double inner = StrictMath.exp(-0.5 * (EDGE[layer + 1] * EDGE[layer + 1] - x * x));
    return inner + uniform.next() * (outer - inner) < 1;
  }

  /** A number from the tail beyond {@link #TAIL}, by Marsaglia's method (1964). */
  private double tail() {
    double x;
    double y;
    do {
      x = StrictMath.log(uniform.next()) / TAIL;
      y = StrictMath.log(uniform.next());
    } while (-2 * y < x * x);
    return TAIL - x;
  }
}
