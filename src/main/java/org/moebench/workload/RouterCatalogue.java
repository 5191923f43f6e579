// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/**
 * The routers that come with the suite, one for each file in the folder {@code datasets/routers},
 * and a user's own.
 */
public final class RouterCatalogue {
  /** Largest file read: dozens of times what a description needs. */
  static final int MAX_BYTES = 64 << 10;

  private RouterCatalogue() {}

  /** Names of all routers, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(texts().keySet());
  }

  /**
   * A router by name.
   *
   * @throws UserError USAGE with the nearest name if there is no such router
   */
  public static NamedRouter find(String name) {
    Map<String, String> texts = texts();
    String text = texts.get(name);
    if (text == null) {
      throw NearestName.unknown("router", name, texts.keySet());
    }
    String file = "datasets/routers/" + name + ".json";
    NamedRouter router = RouterJson.read(text, file);
    if (!router.name().equals(name)) {
      throw new UserError(
          ExitStatus.BAD_INPUT, file + ": field 'name': it calls itself '" + router.name() + "'");
    }
    return router;
  }

  /**
   * Reads a user's own router, in the format of the catalogue's files.
   *
   * @throws UserError BAD_INPUT, one line with the file and the field, if it cannot be read, is
   *     larger than 64 KiB, or a field is missing, unknown, of the wrong type or out of range
   */
  public static NamedRouter read(Path file) {
    String shown = "router file " + file;
    String text =
        UserFile.text(
            file,
            MAX_BYTES,
            "a router in JSON",
            problem -> new UserError(ExitStatus.BAD_INPUT, shown + ": " + problem));
    return RouterJson.read(text, shown);
  }

  private static Map<String, String> texts() {
    return DatasetFolder.readRouters(DatasetFolder.classes());
  }
}
