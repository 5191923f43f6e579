// SPDX-License-Identifier: Apache-2.0
package org.moebench.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * The one place that asks the JVM for vector species. All kernels take them from here.
 *
 * <p>The width is the machine's preferred one, or 128, 256 or 512 bits by the system property
 * {@value #WIDTH_PROPERTY}: for tests, and to see what a narrower machine would do. A width the
 * machine lacks works, but is emulated and extremely slow.
 */
public final class VectorShapes {
  /** System property: {@code preferred} (the default), {@code 128}, {@code 256} or {@code 512}. */
  public static final String WIDTH_PROPERTY = "moebench.vector.bits";

  private static final VectorShape SHAPE = shape(System.getProperty(WIDTH_PROPERTY, "preferred"));

  /** Species of 32-bit floats. */
  public static final VectorSpecies<Float> FLOAT = VectorSpecies.of(float.class, SHAPE);

  /** Species of 32-bit integers. */
  public static final VectorSpecies<Integer> INT = VectorSpecies.of(int.class, SHAPE);

  /** Species of 64-bit floats, of half as many lanes. */
  public static final VectorSpecies<Double> DOUBLE = VectorSpecies.of(double.class, SHAPE);

  /** Species of 64-bit integers, of half as many lanes. */
  public static final VectorSpecies<Long> LONG = VectorSpecies.of(long.class, SHAPE);

  /** 32-bit floats in half a vector: as many lanes as {@link #DOUBLE}. */
  public static final VectorSpecies<Float> HALF_FLOAT = VectorSpecies.of(float.class, half());

  /** 16-bit integers in half a vector: as many lanes as {@link #INT}. */
  public static final VectorSpecies<Short> HALF_SHORT = VectorSpecies.of(short.class, half());

  /** Lanes of {@link #FLOAT} and {@link #INT}. */
  public static final int LANES = FLOAT.length();

  /** Width in bits. */
  public static final int BITS = SHAPE.vectorBitSize();

  /**
   * Rows of the largest register tile that does not spill: a tile of r rows keeps 2r accumulators,
   * two weight vectors and one broadcast in registers. AVX-512 and NEON have 32 vector registers
   * (12 rows); narrower x86 has 16 (6 rows).
   */
  public static final int TILE_ROWS = BITS == 512 || !x86() ? 12 : 6;

  private VectorShapes() {}

  private static VectorShape shape(String width) {
    return switch (width) {
      case "preferred" -> preferred();
      case "128" -> VectorShape.S_128_BIT;
      case "256" -> VectorShape.S_256_BIT;
      case "512" -> VectorShape.S_512_BIT;
      default ->
          throw new UserError(
              ExitStatus.USAGE,
              "-D" + WIDTH_PROPERTY + "=" + width + " is unknown: use preferred, 128, 256 or 512");
    };
  }

  private static VectorShape half() {
    return VectorShape.forBitSize(SHAPE.vectorBitSize() / 2);
  }

  private static VectorShape preferred() {
    int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
    if (bits < 128) {
      throw new UserError(
          ExitStatus.UNSUITABLE_JVM,
          "this JVM vectorises at " + bits + " bits only: C2 is off or the processor has no SIMD");
    }
    // Wider than a column panel's two vectors can be (SVE): 512 bits are as far as the layout goes.
    return bits > 512 ? VectorShape.S_512_BIT : FloatVector.SPECIES_PREFERRED.vectorShape();
  }

  private static boolean x86() {
    return System.getProperty("os.arch").matches("amd64|x86_64");
  }
}
