// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.moebench.routing.RouterConfig;

/**
 * What is said of a workload when it has been written.
 *
 * @param folder where it is
 * @param file its description
 * @param tokens what its ids were taken from
 */
record RecordedSummary(Path folder, RecordedFile file, RecordedTokens tokens) {
  /** What is in it, what was left out, and the commands to run next, a line for each. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("workload  %s: %s".formatted(file.name(), folder));
    lines.add("decode    " + decode());
    lines.addAll(leftOut());
    RecordedLoads loads = file.loads();
    int typical = loads.typical();
    lines.add(
        "prefill   rows of %s; layer %d has the median max/mean of %d layers, with %d rows"
            .formatted(
                loads.of(),
                file.layers().get(typical),
                file.layers().size(),
                loads.total(typical)));
    lines.add("widths    %s (--hidden, --intermediate)".formatted(file.sizes()));
    lines.add("next      ./run-bench.sh prefill --workload " + file.name());
    if (file.lengths().length > 0) {
      lines.add("          ./run-bench.sh decode --workloads " + file.name());
      lines.add("          ./run-bench.sh swiglu --routing %s %s".formatted(file.name(), model()));
    }
    return String.join("\n", lines);
  }

  private List<String> leftOut() {
    List<String> lines = new ArrayList<>();
    if (tokens.incomplete() > 0) {
      lines.add("left out  %d tokens with missing experts".formatted(tokens.incomplete()));
    }
    if (tokens.leftOut() > 0) {
      lines.add(
          "left out  %d tokens beyond the %d ids and %d sequences that a workload holds"
              .formatted(tokens.leftOut(), RecordedIds.MOST, RecordedTokens.MOST_SEQUENCES));
    }
    return lines;
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
}
