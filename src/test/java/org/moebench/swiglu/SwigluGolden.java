// SPDX-License-Identifier: Apache-2.0
package org.moebench.swiglu;

import com.fasterxml.jackson.databind.JsonNode;
import org.moebench.quant.PackedWeights;
import org.moebench.quant.QuantFormat;
import org.moebench.tensor.Rows;

/** A case of {@code swiglu.json} as the suite's own types. */
public final class SwigluGolden {
  private final JsonNode golden;
  public final int tokens;
  public final int slots;
  public final int experts;
  public final int hidden;
  public final int intermediate;

  public SwigluGolden(JsonNode golden) {
    this.golden = golden;
    tokens = golden.get("T").intValue();
    slots = golden.get("k").intValue();
    experts = golden.get("E").intValue();
    hidden = golden.get("D").intValue();
    intermediate = golden.get("I").intValue();
  }

  public Activation activation() {
    JsonNode a = golden.get("activation");
    return switch (a.get("type").asText()) {
      case "silu" -> Activation.silu();
      case "limited" -> Activation.limited(a.get("limit").floatValue());
      case "gptoss" -> Activation.gptOss(a.get("alpha").floatValue(), a.get("limit").floatValue());
      default -> throw new AssertionError("unknown activation " + a);
    };
  }

  public SwigluWeights weights() {
    return SwigluWeights.separate(
        packed("gate", intermediate, hidden),
        packed("up", intermediate, hidden),
        packed("down", hidden, intermediate),
        biases());
  }

  private PackedWeights packed(String field, int n, int k) {
    PackedWeights packed = PackedWeights.allocate(QuantFormat.FP32, experts, n, k, k);
    for (int e = 0; e < experts; e++) {
      packed.pack(e, QuantFormat.FP32.quantize(floats(golden.get(field).get(e)), n, k, k));
    }
    return packed;
  }

  private ExpertBiases biases() {
    JsonNode bias = golden.get("bias");
    return bias.isNull()
        ? ExpertBiases.NONE
        : new ExpertBiases(
            floats(bias.get("gate")), floats(bias.get("up")), floats(bias.get("down")));
  }

  public Rows input() {
    return new Rows(floats(golden.get("x")), 0, hidden, tokens);
  }

  public int[] ids() {
    float[] ids = floats(golden.get("ids"));
    int[] experts = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      experts[i] = (int) ids[i];
    }
    return experts;
  }

  /** Router weights [tokens][slots]. */
  public float[] slotWeights() {
    return floats(golden.get("weights"));
  }

  /** Expected values of a field, flat; {@code null} if it is absent. */
  public double[] expected(String field) {
    return doubles(golden.get(field));
  }

  public JsonNode field(String name) {
    return golden.get(name);
  }

  /** What a value may differ from an expected one. */
  public double tolerance(double expected) {
    return golden.get("atol").doubleValue() + 1e-5 * Math.abs(expected);
  }

  private static float[] floats(JsonNode array) {
    double[] all = doubles(array);
    if (all == null) {
      return null;
    }
    float[] floats = new float[all.length];
    for (int i = 0; i < all.length; i++) {
      floats[i] = (float) all[i];
    }
    return floats;
  }

  /** All numbers of a nested array, in order. */
  public static double[] doubles(JsonNode array) {
    if (array == null || array.isNull()) {
      return null;
    }
    if (!array.isArray()) {
      return new double[] {array.doubleValue()};
    }
    java.util.stream.DoubleStream.Builder all = java.util.stream.DoubleStream.builder();
    for (JsonNode child : array) {
      for (double value : doubles(child)) {
        all.add(value);
      }
    }
    return all.build().toArray();
  }
}
