// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.util.Collection;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * An expert of a layer that behaves in a known way.
 *
 * @param layer from 0
 * @param expert from 0
 */
public record Planted(int layer, int expert) {
  /**
   * Reads {@code LAYER:EXPERT}.
   *
   * @throws UserError USAGE if the text is something else
   */
  public static Planted parse(String text) {
    if (!text.matches("\\d{1,9}:\\d{1,9}")) {
      throw new UserError(
          ExitStatus.USAGE, "'" + text + "' is no LAYER:EXPERT, as in 2:5, both counted from 0");
    }
    String[] parts = text.split(":", -1);
    return new Planted(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  /** As {@link #parse} reads them, {@code none} without any. */
  static String text(Collection<Planted> all) {
    return all.isEmpty()
        ? "none"
        : all.stream().map(Planted::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return layer + ":" + expert;
  }
}
