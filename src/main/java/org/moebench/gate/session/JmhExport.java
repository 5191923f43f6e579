// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateCell;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.gate.pairs.Arm;
import org.moebench.result.ResultFiles;
import org.moebench.stats.Estimate;
import org.moebench.stats.Intervals;
import org.moebench.stats.Samples;

/**
 * The valid pairs of a run as two JMH JSON files, one per arm, for any tool that reads JMH's. Fork
 * {@code i} of one belongs to fork {@code i} of the other; arm and run stand among the JVM
 * arguments.
 */
final class JmhExport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The level at which JMH states its errors. */
  private static final double LEVEL = 0.999;

  private static final double[] PERCENTILES = {
    0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 99.9999, 100
  };

  private final GateRun run;

  JmhExport(GateRun run) {
    this.run = run;
  }

  /** JMH JSON of the side compared with. */
  String base() {
    return text(Arm.BASE, Pair::base);
  }

  /** JMH JSON of the side that is judged. */
  String head() {
    return text(Arm.HEAD, Pair::head);
  }

  private String text(String arm, Function<Pair, ForkTimes> side) {
    List<GateCell> cells = new ArrayList<>(run.cells());
    cells.addAll(run.controls());
    ArrayNode entries = JSON.arrayNode();
    for (GateCell cell : cells) {
      List<List<Double>> forks =
          run.pairs().stream()
              .filter(pair -> pair.valid() && pair.cell().equals(cell.id()))
              .map(side)
              .map(ForkTimes::iterations)
              .toList();
      if (!forks.isEmpty()) {
        entries.add(entry(cell, arm, forks));
      }
    }
    return ResultFiles.toJson(entries);
  }

  private ObjectNode entry(GateCell cell, String arm, List<List<Double>> forks) {
    ObjectNode entry =
        JSON.objectNode()
            .put("jmhVersion", run.fingerprint().jmh())
            .put("benchmark", cell.benchmark())
            .put("mode", "avgt")
            .put("threads", 1)
            .put("forks", forks.size());
    ArrayNode jvmArgs = entry.putArray("jvmArgs");
    run.fingerprint().jvmArgs().forEach(jvmArgs::add);
    jvmArgs.add("-Dmoebench.arm=" + arm);
    jvmArgs.add("-Dmoebench.pairs=" + run.created() + "/" + Long.toHexString(run.seed()));
    entry
        .put("jdkVersion", run.fingerprint().jdk())
        .put("vmName", run.fingerprint().vm())
        .put("warmupIterations", cell.timing().warmupIterations())
        .put("warmupTime", cell.timing().warmupMillis() + " ms")
        .put("warmupBatchSize", 1)
        .put("measurementIterations", cell.timing().iterations())
        .put("measurementTime", cell.timing().iterationMillis() + " ms")
        .put("measurementBatchSize", 1);
    if (!cell.params().isEmpty()) {
      ObjectNode params = entry.putObject("params");
      cell.params().forEach(params::put);
    }
    entry.set("primaryMetric", metric(forks));
    entry.putObject("secondaryMetrics");
    return entry;
  }

  private static ObjectNode metric(List<List<Double>> forks) {
    double[] all =
        forks.stream().flatMap(Collection::stream).mapToDouble(Double::doubleValue).toArray();
    Estimate interval = Intervals.of(all, LEVEL);
    ObjectNode metric =
        JSON.objectNode().put("score", Arrays.stream(all).average().orElse(Double.NaN));
    metric.put("scoreError", (interval.high() - interval.low()) / 2);
    metric.putArray("scoreConfidence").add(interval.low()).add(interval.high());
    ObjectNode percentiles = metric.putObject("scorePercentiles");
    for (double percentile : PERCENTILES) {
      percentiles.put(Double.toString(percentile), Samples.quantile(all, percentile / 100));
    }
    metric.put("scoreUnit", "us/op");
    ArrayNode raw = metric.putArray("rawData");
    for (List<Double> fork : forks) {
      ArrayNode iterations = raw.addArray();
      fork.forEach(iterations::add);
    }
    return metric;
  }
}
