// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.moebench.routing.RouterConfig;

/**
 * What is said of a workload when it has been written.
 *
 * @param folder where it is
 * @param file its description
 * @param tokens what its ids were taken from
 */
record RecordedSummary(Path folder, RecordedFile file, RecordedTokens tokens) {
  /** A paragraph of one sentence per line, and the commands to run next. */
  String text() {
    StringBuilder text = new StringBuilder();
    add(text, "workload %s: %s", file.name(), folder);
    add(text, "decode    %s", decode());
    if (tokens.incomplete() > 0) {
      add(text, "          left out: %d tokens with missing experts", tokens.incomplete());
    }
    if (tokens.leftOut() > 0) {
      add(
          text,
          "          left out: %d tokens beyond the %d ids and %d sequences that a workload holds",
          tokens.leftOut(),
          RecordedIds.MOST,
          RecordedTokens.MOST_SEQUENCES);
    }
    RecordedLoads loads = file.loads();
    int typical = loads.typical();
    add(
        text,
        "prefill   rows of %s; layer %d has the median max/mean of %d layers, with %d rows",
        loads.of(),
        file.layers().get(typical),
        file.layers().size(),
        loads.total(typical));
    add(text, "widths    %s (--hidden, --intermediate)", file.sizes());
    add(text, "next      ./run-bench.sh prefill --workload %s", file.name());
    if (file.lengths().length > 0) {
      add(text, "          ./run-bench.sh decode --workloads %s", file.name());
      add(text, "          ./run-bench.sh swiglu --routing %s %s", file.name(), model());
    }
    return text.toString().stripTrailing();
  }

  private String decode() {
    int count = Arrays.stream(file.lengths()).sum();
    return count == 0
        ? "none: the trace has no complete generated tokens"
        : "%d tokens in %d sequences (%s), %d of %d experts, %d layers"
            .formatted(
                count,
                file.lengths().length,
                file.decoded(),
                file.topK(),
                file.experts(),
                file.layers().size());
  }

  /** The model to run it with: one of the suite with as many experts, or a file. */
  private String model() {
    List<String> fitting =
        ModelCatalogue.names().stream().filter(name -> fits(ModelCatalogue.get(name))).toList();
    return fitting.isEmpty() ? "--model FILE" : "--models " + fitting.get(0);
  }

  private boolean fits(NamedModel model) {
    RouterConfig router = model.router().config();
    return router.experts() == file.experts() && router.routedSlots() == file.topK();
  }

  private static void add(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
