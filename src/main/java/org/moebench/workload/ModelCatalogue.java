// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/** The models that come with the suite, one for each file in the folder {@code datasets/models}. */
public final class ModelCatalogue {
  /** Largest file read: dozens of times what a description needs. */
  static final int MAX_BYTES = 64 << 10;

  private ModelCatalogue() {}

  /** Names of all models, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(texts().keySet());
  }

  /**
   * A model by name.
   *
   * @throws UserError USAGE with the nearest name if there is no such model
   */
  public static NamedModel get(String name) {
    Map<String, String> texts = texts();
    String text = texts.get(name);
    if (text == null) {
      throw NearestName.unknown("model", name, texts.keySet());
    }
    String file = "datasets/models/" + name + ".json";
    NamedModel model = ModelJson.read(text, file);
    if (!model.name().equals(name)) {
      throw new UserError(
          ExitStatus.BAD_INPUT, file + ": field 'name': it calls itself '" + model.name() + "'");
    }
    return model;
  }

  private static Map<String, String> texts() {
    return DatasetFolder.readModels(DatasetFolder.classes());
  }
}
