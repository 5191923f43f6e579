// SPDX-License-Identifier: Apache-2.0
package org.moebench.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.report.decode.DecodeReport;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.Document;
import org.moebench.report.model.ModelReport;
import org.moebench.report.prefill.PrefillReport;
import org.moebench.report.routing.RoutingReport;
import org.moebench.report.swiglu.SwigluReport;
import org.moebench.result.ResultSet;

/** The operations that have a report. */
enum Operation {
  PREFILL(PrefillReport::page, PrefillReport::summary),
  ROUTING(RoutingReport::page, RoutingReport::summary),
  SWIGLU(SwigluReport::page, SwigluReport::summary),
  DECODE(DecodeReport::page, DecodeReport::summary),
  TUNE(DecodeReport::page, DecodeReport::summary),
  MODEL(ModelReport::page, ModelReport::summary);

  private final BiFunction<ResultSet, List<Link>, Document> page;
  private final Function<ResultSet, Document> summary;

  Operation(
      BiFunction<ResultSet, List<Link>, Document> page, Function<ResultSet, Document> summary) {
    this.page = page;
    this.summary = summary;
  }

  /**
   * The operation of a run.
   *
   * @throws UserError BAD_INPUT if it has no report
   */
  static Operation of(ResultSet set) {
    return Arrays.stream(values())
        .filter(operation -> operation.id().equals(set.operation()))
        .findFirst()
        .orElseThrow(() -> unknown(set.operation()));
  }

  private static UserError unknown(String name) {
    String expected =
        Arrays.stream(values())
            .map(operation -> "'" + operation.id() + "'")
            .collect(Collectors.joining(" or "));
    return new UserError(
        ExitStatus.BAD_INPUT, "no report for operation '" + name + "': expected " + expected);
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The whole report. */
  Document page(ResultSet set, List<Link> raw) {
    return page.apply(set, raw);
  }

  /** The short form for a terminal. */
  Document summary(ResultSet set) {
    return summary.apply(set);
  }
}
