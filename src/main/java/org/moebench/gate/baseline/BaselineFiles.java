// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.moebench.fault.UserError;
import org.moebench.gate.Bottleneck;
import org.moebench.gate.Fingerprint;
import org.moebench.result.ResultFiles;
import org.moebench.run.Timing;

/**
 * Reads and writes files of baselines. The checksum is that of all other fields as compact JSON:
 * line ends and indentation may change, nothing else.
 */
public final class BaselineFiles {
  private static final String ADVICE =
      "restore the file from version control or write a new one with gate update";

  private static final String SHA = "sha256";

  private BaselineFiles() {}

  /** The file's text, times with six significant digits; equal baselines give equal text. */
  static String text(Baseline baseline) {
    Baseline kept =
        new Baseline(
            baseline.created(),
            baseline.commit(),
            baseline.reason(),
            baseline.accepted(),
            baseline.fingerprint(),
            baseline.cells().stream().map(CellForks::rounded).toList());
    ObjectNode rest = JsonNodeFactory.instance.objectNode().put("schema", Baseline.SCHEMA);
    rest.setAll((ObjectNode) JsonLines.tree(kept));
    ObjectNode all = JsonNodeFactory.instance.objectNode().put("schema", Baseline.SCHEMA);
    all.put(SHA, hash(rest)).setAll(rest);
    return JsonLines.text(all);
  }

  private static String hash(ObjectNode rest) {
    return Sha256.of(rest.toString());
  }

  /**
   * Writes it as a whole or not at all.
   *
   * @throws UserError CANNOT_WRITE
   */
  public static void write(Path file, Baseline baseline) {
    ResultFiles.write(file, text(baseline));
  }

  /**
   * Reads a baseline.
   *
   * @throws UserError BAD_INPUT with file and position if it is missing, cut off, of another
   *     schema, holds what is no time, or does not have its checksum
   */
  public static Baseline read(Path file) {
    JsonPlace root = JsonPlace.read(file, Baseline.SCHEMA, ADVICE);
    root.only("schema", SHA, "created", "commit", "reason", "accepted", "fingerprint", "cells");
    Baseline baseline =
        new Baseline(
            created(root.get("created")),
            root.get("commit").words(),
            root.get("reason").words(),
            root.get("accepted").list(BaselineFiles::accepted),
            fingerprint(root.get("fingerprint")),
            root.get("cells").some(BaselineFiles::cell));
    distinct(root, baseline.cells());
    checkHash(root);
    return baseline;
  }

  private static String created(JsonPlace place) {
    place.date(OffsetDateTime::parse, "2027-01-31T12:00:00Z");
    return place.text();
  }

  private static void checkHash(JsonPlace root) {
    ObjectNode rest = root.object().deepCopy();
    rest.remove(SHA);
    if (!hash(rest).equals(root.get(SHA).text())) {
      throw root.get(SHA).bad("is not the checksum of the file: it was edited or damaged");
    }
  }

  private static Baseline.Accepted accepted(JsonPlace place) {
    place.only("cell", "what", "reason");
    return new Baseline.Accepted(
        place.get("cell").words(), place.get("what").words(), place.get("reason").words());
  }

  private static Fingerprint fingerprint(JsonPlace place) {
    place.only(
        "cpuModel",
        "arch",
        "cores",
        "cpuQuota",
        "memoryGibibytes",
        "caches",
        "jdk",
        "vm",
        "vectorBits",
        "jvmArgs",
        "jmh",
        "plan");
    return new Fingerprint(
        place.get("cpuModel").text(),
        place.get("arch").text(),
        place.get("cores").count(),
        place.get("cpuQuota").text(),
        place.get("memoryGibibytes").count(),
        place.get("caches").text(),
        place.get("jdk").text(),
        place.get("vm").text(),
        place.get("vectorBits").count(),
        place.get("jvmArgs").list(JsonPlace::text),
        place.get("jmh").text(),
        place.get("plan").text());
  }

  private static CellForks cell(JsonPlace place) {
    place.only("id", "bottleneck", "timing", "forks", "reference");
    CellForks cell =
        new CellForks(
            place.get("id").words(),
            place.get("bottleneck").constant(Bottleneck.class),
            timing(place.get("timing")),
            forks(place.get("forks")),
            reference(place.get("reference")));
    if (cell.reference() != null && cell.reference().forks().size() != cell.forks().size()) {
      throw place
          .get("reference")
          .get("forks")
          .bad(
              "holds %d forks beside %d of the cell"
                  .formatted(cell.reference().forks().size(), cell.forks().size()));
    }
    return cell;
  }

  private static Timing timing(JsonPlace place) {
    place.only("warmupIterations", "warmupMillis", "iterations", "iterationMillis");
    return new Timing(
        place.get("warmupIterations").count(),
        place.get("warmupMillis").count(),
        place.get("iterations").count(),
        place.get("iterationMillis").count());
  }

  private static CellForks.Reference reference(JsonPlace place) {
    if (place.isNull()) {
      return null;
    }
    place.only("id", "bottleneck", "forks");
    return new CellForks.Reference(
        place.get("id").words(),
        place.get("bottleneck").constant(Bottleneck.class),
        forks(place.get("forks")));
  }

  private static List<List<Double>> forks(JsonPlace place) {
    return place.some(fork -> fork.some(JsonPlace::positive));
  }

  private static void distinct(JsonPlace root, List<CellForks> cells) {
    Set<String> ids = new HashSet<>();
    for (CellForks cell : cells) {
      if (!ids.add(cell.id())) {
        throw root.get("cells").bad("holds '" + cell.id() + "' twice");
      }
    }
  }
}
