// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one entry of JMH's JSON. */
final class JmhEntry {
  private static final String POSITIVE = "a positive number";

  private JmhEntry() {}

  static JmhBenchmark read(JsonPlace entry) {
    String mode = entry.at("mode").text();
    if (!ScoreUnit.MODES.contains(mode)) {
      throw entry
          .at("mode")
          .bad("is " + JsonPlace.oneLine(mode), "must be one of " + ScoreUnit.MODES);
    }
    JsonPlace metric = entry.at("primaryMetric");
    return new JmhBenchmark(
        entry.at("benchmark").text(),
        params(entry.at("params")),
        mode,
        metric.at("scoreUnit").text(),
        threads(entry.at("threads")),
        jvmArgs(entry.at("jvmArgs")),
        entry.at("jdkVersion").absent() ? "unknown" : entry.at("jdkVersion").text(),
        scores(metric, unit(metric.at("scoreUnit"), mode)));
  }

  private static Map<String, String> params(JsonPlace place) {
    if (place.absent()) {
      return Map.of();
    }
    if (!place.node().isObject()) {
      throw place.notA("an object");
    }
    Map<String, String> params = new LinkedHashMap<>();
    place
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              JsonPlace value = place.at(name);
              if (!value.node().isValueNode() || value.node().isNull()) {
                throw value.notA("a text");
              }
              params.put(name, value.node().asText());
            });
    return Collections.unmodifiableMap(params);
  }

  private static int threads(JsonPlace place) {
    if (place.absent()) {
      return 1;
    }
    JsonNode node = place.node();
    if (!node.isInt() || node.asInt() < 1) {
      throw place.notA("a number of threads");
    }
    return node.asInt();
  }

  private static List<String> jvmArgs(JsonPlace place) {
    if (place.absent()) {
      return List.of();
    }
    if (!place.node().isArray()) {
      throw place.notA("an array of arguments");
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < place.node().size(); i++) {
      arguments.add(place.at(i).text());
    }
    return List.copyOf(arguments);
  }

  private static ScoreUnit unit(JsonPlace place, String mode) {
    return ScoreUnit.of(mode, place.text())
        .orElseThrow(
            () ->
                place.bad(
                    "is " + JsonPlace.oneLine(place.text()) + ", no unit of mode " + mode,
                    "write " + (mode.equals(ScoreUnit.THROUGHPUT) ? "ops/us" : "us/op")));
  }

  private static List<List<Double>> scores(JsonPlace metric, ScoreUnit unit) {
    JsonPlace histograms = metric.at("rawDataHistogram");
    JsonPlace forks = histograms.absent() ? metric.at("rawData") : histograms;
    List<List<Double>> scores = new ArrayList<>();
    for (int f = 0; f < forks.length("forks"); f++) {
      JsonPlace fork = forks.at(f);
      List<Double> iterations = new ArrayList<>();
      for (int i = 0; i < fork.length("iterations"); i++) {
        JsonPlace place = fork.at(i);
        double score = histograms.absent() ? place.number(POSITIVE) : mean(place);
        double micros = unit.micros(score);
        if (!(score > 0 && micros > 0 && Double.isFinite(micros))) {
          throw histograms.absent()
              ? place.notA(POSITIVE)
              : place.bad("has mean " + score, "no time was measured");
        }
        iterations.add(score);
      }
      scores.add(List.copyOf(iterations));
    }
    return List.copyOf(scores);
  }

  /** The mean of {@code [[value, count]...]}; single samples may be below the clock's step, 0. */
  private static double mean(JsonPlace histogram) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < histogram.length("samples"); i++) {
      JsonPlace bin = histogram.at(i);
      if (bin.length("a value and its count") != 2) {
        throw bin.notA("a value and its count");
      }
      double value = bin.at(0).number("a time");
      double times = bin.at(1).number("a count");
      if (value < 0) {
        throw bin.at(0).notA("a time");
      }
      if (times < 1 || times != Math.rint(times)) {
        throw bin.at(1).notA("a count");
      }
      sum += value * times;
      count += times;
    }
    return sum / count;
  }
}
