// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.selftest;

import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.gate.Pair;
import org.moebench.result.ResultFiles;

/** {@code pairs.json}. */
public final class CollectionFiles {
  /** Its name. */
  public static final String NAME = "pairs.json";

  private CollectionFiles() {}

  /**
   * Reads a collection.
   *
   * @throws UserError BAD_INPUT if it is missing, truncated, of another schema, or incomplete
   */
  public static Collection read(Path file) {
    Collection read = ResultFiles.read(file, Collection.class);
    if (!Collection.SCHEMA.equals(read.schema())) {
      throw bad(file, "has schema '" + read.schema() + "', expected '" + Collection.SCHEMA + "'");
    }
    if (incomplete(read)) {
      throw bad(file, "lacks cells, controls, pairs or where they were measured");
    }
    for (Pair pair : read.pairs()) {
      if (pair.valid() && !(pair.base() != null && pair.head() != null && timed(pair))) {
        throw bad(file, "has a pair of " + pair.cell() + " without positive times");
      }
    }
    read.gap()
        .ifPresent(
            gap -> {
              throw bad(file, "has " + gap);
            });
    return read;
  }

  private static boolean incomplete(Collection read) {
    return Stream.of(
            read.cells(),
            read.controls(),
            read.injected(),
            read.pairs(),
            read.fingerprint(),
            read.subject())
        .anyMatch(Objects::isNull);
  }

  private static boolean timed(Pair pair) {
    return Stream.concat(pair.base().iterations().stream(), pair.head().iterations().stream())
            .allMatch(time -> time != null && time > 0 && !time.isInfinite())
        && !pair.base().iterations().isEmpty()
        && !pair.head().iterations().isEmpty();
  }

  /**
   * Writes it, as a whole or not at all.
   *
   * @throws UserError CANNOT_WRITE
   */
  public static void write(Collection collection, Path file) {
    ResultFiles.write(file, ResultFiles.toJson(collection));
  }

  private static UserError bad(Path file, String what) {
    return new UserError(
        ExitStatus.BAD_INPUT, file + " " + what + "; collect again with gate self-test --aa");
  }
}
