// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.ModelInfo;
import org.moebench.routing.RouterConfig;
import org.moebench.swiglu.Activation;

/**
 * The shape of one mixture-of-experts layer of a published model, or of a user's file. Weights are
 * not part of it.
 *
 * @param name name in the catalogue, in commands and in results
 * @param title name of the model for people
 * @param source where the sizes were read, one line
 * @param note where implementations differ; may be empty
 * @param license licence of the source
 * @param routerName name of its router in {@link RouterCatalogue}
 * @param hidden D: width of the layer's input and output, a multiple of {@link #MULTIPLE}
 * @param intermediate I: width between up and down of one routed expert, a multiple as well
 * @param sharedIntermediate the same of the shared experts together; 0 if there is none
 * @param layers layers of the model that have experts
 * @param activation what joins gate and up of a routed expert
 * @param sharedActivation what joins them in the shared expert
 * @param biased whether gate, up and down of the routed experts have an additive bias
 * @param group weights along a row that share a scale: {@code 128}, {@code 64} or {@code 32}
 * @param divisor what the published widths were divided by; 1 for the model itself
 */
public record NamedModel(
    String name,
    String title,
    String source,
    String note,
    String license,
    String routerName,
    int hidden,
    int intermediate,
    int sharedIntermediate,
    int layers,
    Activation activation,
    Activation sharedActivation,
    boolean biased,
    int group,
    int divisor) {
  /** All widths are multiples of this: the smallest group, and the columns of a weight panel. */
  public static final int MULTIPLE = 32;

  /** Widest layer: no matrix of an expert has more than 2^30 weights. */
  static final int WIDEST = 1 << 15;

  private static final int[] GROUPS = {128, 64, 32};

  /**
   * Checks the sizes.
   *
   * @throws UserError BAD_INPUT naming the field
   */
  public NamedModel {
    require(NamedRouter.NAME.matcher(name).matches(), "name", NamedRouter.NAME_EXPECTED);
    requireWidth(hidden, "hidden");
    requireWidth(intermediate, "intermediate");
    if (sharedIntermediate != 0) {
      requireWidth(sharedIntermediate, "sharedIntermediate");
    }
    require(layers >= 1, "layers", layers + " is below 1");
    require(divisor >= 1, "divisor", divisor + " is below 1");
    require(group == 128 || group == 64 || group == 32, "group", group + " is not 128, 64 or 32");
    require(
        fits(group, hidden, intermediate, sharedIntermediate),
        "group",
        "rows of %s, %s and %s weights do not divide into groups of %s"
            .formatted(hidden, intermediate, sharedIntermediate, group));
  }

  private static void requireWidth(int width, String field) {
    require(
        width >= MULTIPLE && width <= WIDEST && width % MULTIPLE == 0,
        field,
        "%s is not a multiple of %s from %s to %s".formatted(width, MULTIPLE, MULTIPLE, WIDEST));
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new UserError(
          ExitStatus.BAD_INPUT, ModelJson.OWN_ERROR + "'" + field + "': " + problem);
    }
  }

  private static boolean fits(int group, int... widths) {
    for (int width : widths) {
      if (width % group != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a user's own model, in the format of the catalogue's files.
   *
   * @throws UserError BAD_INPUT, one line with the file and the field, if it cannot be read, is
   *     larger than 64 KiB, or a field is missing, unknown, of the wrong type or out of range
   */
  public static NamedModel read(Path file) {
    String shown = "model file " + file;
    String text =
        UserFile.text(
            file,
            ModelCatalogue.MAX_BYTES,
            "a model in JSON",
            problem -> new UserError(ExitStatus.BAD_INPUT, shown + ": " + problem));
    return ModelJson.read(text, shown);
  }

  /** Its router, with the number of experts and how many each token takes. */
  public NamedRouter router() {
    return RouterCatalogue.find(routerName);
  }

  /** Whether every token also goes through a shared expert. */
  public boolean shared() {
    return sharedIntermediate > 0;
  }

  /**
   * The same layer with all widths divided, to fit smaller machines; experts, router and activation
   * stay. Groups are of 128, 64 or 32 weights: the most that divide all widths, but no more than
   * now.
   *
   * @param by divides the widths; 1 changes nothing
   * @throws UserError USAGE if a width divided is no multiple of {@link #MULTIPLE}
   */
  public NamedModel shrunk(int by) {
    if (by == 1) {
      return this;
    }
    int d = divided(hidden, "D", by);
    int i = divided(intermediate, "I", by);
    int s = shared() ? divided(sharedIntermediate, "the shared expert's I", by) : 0;
    return new NamedModel(
        name,
        title,
        source,
        note,
        license,
        routerName,
        d,
        i,
        s,
        layers,
        activation,
        sharedActivation,
        biased,
        largestGroup(d, i, s),
        divisor * by);
  }

  private int largestGroup(int... widths) {
    for (int candidate : GROUPS) {
      if (candidate <= group && fits(candidate, widths)) {
        return candidate;
      }
    }
    throw new IllegalStateException("widths are multiples of " + MULTIPLE);
  }

  private int divided(int width, String what, int by) {
    if (by < 1 || width % by != 0 || width / by % MULTIPLE != 0) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s cannot be shrunk by %s: %s = %s / %s would be no multiple of %s; choose one of %s"
              .formatted(name, by, what, width, by, MULTIPLE, divisors()));
    }
    return width / by;
  }

  /** What the widths can be divided by, for example {@code 1, 2, 4}. */
  private String divisors() {
    StringBuilder list = new StringBuilder();
    for (int by = 1; by <= hidden / MULTIPLE; by++) {
      if (fits(by * MULTIPLE, hidden, intermediate, sharedIntermediate)) {
        list.append(list.isEmpty() ? "" : ", ").append(by);
      }
    }
    return list.toString();
  }

  /**
   * The layer in one line for people, for example {@code DeepSeek-V4-Flash: D=4096 I=2048, 6 of 256
   * experts, limited SiLU (10), shared expert I=2048 with SiLU}; of a shrunk one also the divisor
   * and the groups.
   */
  public String summary() {
    RouterConfig router = router().config();
    StringBuilder line = new StringBuilder(title);
    line.append(divisor > 1 ? " with widths / " + divisor : "");
    line.append(": D=%s I=%s".formatted(hidden, intermediate));
    line.append(", %s of %s experts".formatted(router.routedSlots(), router.experts()));
    line.append(", ").append(shown(activation)).append(biased ? " + biases" : "");
    if (shared()) {
      line.append(", shared expert I=").append(sharedIntermediate);
      boolean differs = !sharedActivation.equals(activation);
      line.append(differs ? " with " + shown(sharedActivation) : "");
    }
    return line.append(divisor > 1 ? ", groups of " + group : "").toString();
  }

  private static String shown(Activation activation) {
    return switch (activation.name()) {
      case "silu" -> "SiLU";
      case "limited-silu" -> "limited SiLU (%s)".formatted(shown(activation.limit()));
      default ->
          "%s SwiGLU (%s, %s)"
              .formatted(activation.name(), shown(activation.alpha()), shown(activation.limit()));
    };
  }

  private static String shown(float number) {
    boolean whole = number == Math.rint(number) && number < 1e6f;
    return whole ? Integer.toString((int) number) : Float.toString(number);
  }

  /** What a result file says of this model. */
  public ModelInfo info() {
    RouterConfig router = router().config();
    return new ModelInfo(
        name,
        title,
        source,
        divisor,
        router.experts(),
        router.routedSlots(),
        hidden,
        intermediate,
        sharedIntermediate,
        layers,
        activation.name(),
        biased,
        group,
        summary());
  }
}
