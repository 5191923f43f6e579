// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a reader must know before believing a comparison. */
final class CompareNotes {
  /** JMH's short name of the mode whose scores are calls per time. */
  private static final String THROUGHPUT = "thrpt";

  private CompareNotes() {}

  /** Sentences, the most important first. */
  static List<String> of(CompareRequest request, Comparison comparison) {
    List<String> notes = new ArrayList<>();
    List<Row> common = comparison.common();
    if (common.isEmpty()) {
      notes.add(
          "nothing to compare: no benchmark is in both files with the same parameters, mode and"
              + " threads");
    }
    long unpaired = count(common, row -> !row.paired());
    if (unpaired > 0) {
      notes.add(
          "ADVISORY"
              + (unpaired == common.size()
                  ? ""
                  : " (" + unpaired + " of " + rows(common.size()) + ")")
              + ": unpaired: drift between the two runs is not cancelled. To decide, measure in"
              + " pairs: ./run-bench.sh gate --base REVISION");
    }
    if (request.fail() && unpaired > 0) {
      notes.add("--fail judges by unpaired runs here, which the gate never does");
    }
    addTooFew(notes, common, request.level());
    if (common.stream().anyMatch(row -> !row.exact() && row.change().hasInterval())) {
      notes.add("* too few forks for an exact interval; this one is a bootstrap's, and too short");
    }
    if (comparison.rows().stream().anyMatch(row -> row.key().mode().equals(THROUGHPUT))) {
      notes.add("throughputs (thrpt) are shown as time per call");
    }
    return notes;
  }

  private static void addTooFew(List<String> notes, List<Row> common, double level) {
    double alpha = Comparison.alphaOfOne(level, common.size());
    for (boolean paired : new boolean[] {false, true}) {
      long few = count(common, row -> row.paired() == paired && row.undecidable());
      if (few > 0) {
        notes.add(
            "too few forks in %s to call any slower or faster: with %s to judge that takes %d %s"
                .formatted(
                    rows(few),
                    rows(common.size()),
                    Forks.needed(alpha, paired),
                    paired ? "pairs" : "forks on each side"));
      }
    }
  }

  private static long count(List<Row> rows, Predicate<Row> which) {
    return rows.stream().filter(which).count();
  }

  private static String rows(long count) {
    return count == 1 ? "1 row" : count + " rows";
  }
}
