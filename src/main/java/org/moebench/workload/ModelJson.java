// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import org.moebench.swiglu.Activation;

/** Reads a model from JSON; the format is described in {@code datasets/README.md}. */
final class ModelJson {
  /** How the errors of a {@link NamedModel} itself start. */
  static final String OWN_ERROR = "model field ";

  private static final List<String> FIELDS =
      List.of(
          "name",
          "title",
          "source",
          "note",
          "license",
          "router",
          "hidden",
          "intermediate",
          "sharedIntermediate",
          "layers",
          "activation",
          "sharedActivation",
          "biased",
          "group");
  private static final List<String> ACTIVATION_FIELDS = List.of("name", "alpha", "limit");

  private ModelJson() {}

  /**
   * Reads a model.
   *
   * @param file where the text comes from, for messages
   * @throws org.moebench.fault.UserError BAD_INPUT, one line with the file and the field, if the
   *     text is not a model
   */
  static NamedModel read(String text, String file) {
    JsonFields fields = JsonFields.of(text, file, FIELDS);
    return JsonFields.located(
        file,
        OWN_ERROR,
        () ->
            new NamedModel(
                fields.text("name"),
                fields.text("title"),
                fields.text("source"),
                fields.textOrEmpty("note"),
                fields.text("license"),
                router(fields),
                fields.whole("hidden"),
                fields.whole("intermediate"),
                fields.whole("sharedIntermediate"),
                fields.whole("layers"),
                activation(fields.object("activation", ACTIVATION_FIELDS)),
                sharedActivation(fields),
                fields.flag("biased"),
                fields.whole("group"),
                1));
  }

  private static String router(JsonFields fields) {
    String name = fields.choice("router", RouterCatalogue.names());
    if (RouterCatalogue.find(name).config().sharedSlots() > 0) {
      throw fields.bad(
          "router",
          "'%s' has a slot for a shared expert; choose one without and set sharedIntermediate"
              .formatted(name));
    }
    return name;
  }

  private static Activation sharedActivation(JsonFields fields) {
    String field = "sharedActivation";
    if (!fields.has(field)) {
      return Activation.silu();
    }
    if (fields.whole("sharedIntermediate") == 0) {
      throw fields.bad(field, "has no meaning without a shared expert; leave it out");
    }
    return activation(fields.object(field, ACTIVATION_FIELDS));
  }

  private static Activation activation(JsonFields fields) {
    return switch (fields.choice("name", Activation.NAMES)) {
      case "silu" -> {
        requireNone(fields, "alpha");
        requireNone(fields, "limit");
        yield Activation.silu();
      }
      case "limited-silu" -> {
        requireNone(fields, "alpha");
        yield Activation.limited(positive(fields, "limit"));
      }
      case "gpt-oss" -> Activation.gptOss(positive(fields, "alpha"), positive(fields, "limit"));
      default -> throw new IllegalStateException("an activation that no file can describe");
    };
  }

  private static void requireNone(JsonFields fields, String name) {
    if (fields.has(name)) {
      throw fields.bad(name, "has no meaning for this activation; leave it out");
    }
  }

  private static float positive(JsonFields fields, String name) {
    float value = (float) fields.number(name);
    if (!(value > 0) || Float.isInfinite(value)) {
      throw fields.bad(name, value + " is not a positive finite number");
    }
    return value;
  }
}
