// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/** Builds requests of which a test states only what it is about. */
final class DecodeRequests {
  private String preset = "smoke";
  private List<String> formats;
  private List<String> shapes;
  private List<Integer> rows;
  private List<String> workloads;
  private List<String> batches;
  private List<String> strategies;
  private Integer divisor;
  private Integer threads;
  private Integer rounds;
  private Long seed;
  private Path folder = Path.of("target", "test-run");

  DecodeRequests preset(String value) {
    preset = value;
    return this;
  }

  DecodeRequests formats(String... values) {
    formats = List.of(values);
    return this;
  }

  DecodeRequests shapes(String... values) {
    shapes = List.of(values);
    return this;
  }

  DecodeRequests rows(Integer... values) {
    rows = List.of(values);
    return this;
  }

  DecodeRequests workloads(String... values) {
    workloads = List.of(values);
    return this;
  }

  DecodeRequests batches(String... values) {
    batches = List.of(values);
    return this;
  }

  DecodeRequests strategies(String... values) {
    strategies = List.of(values);
    return this;
  }

  DecodeRequests divisor(int value) {
    divisor = value;
    return this;
  }

  DecodeRequests threads(int value) {
    threads = value;
    return this;
  }

  DecodeRequests rounds(int value) {
    rounds = value;
    return this;
  }

  DecodeRequests seed(long value) {
    seed = value;
    return this;
  }

  DecodeRequests folder(Path value) {
    folder = value;
    return this;
  }

  DecodeRequest build() {
    return new DecodeRequest(
        preset,
        formats,
        shapes,
        rows,
        workloads,
        folder.resolve("workloads"),
        batches,
        strategies,
        divisor,
        threads,
        rounds,
        seed,
        folder.resolve("tuning.json"),
        folder.resolve("out"),
        folder.resolve("cache"));
  }

  /** The same choices for a search of crossovers, as far as it has them. */
  TuneRequest tune() {
    return new TuneRequest(
        preset,
        formats,
        shapes,
        rows,
        threads,
        rounds,
        seed,
        folder.resolve("tuning.json"),
        folder.resolve("out"),
        folder.resolve("cache"));
  }

  DecodeConfig config() {
    return DecodeConfigs.resolve(build());
  }

  DecodeConfig tuneConfig() {
    return DecodeConfigs.resolve(tune());
  }
}
