// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/** Builds requests of which a test states only what it is about. */
final class SwigluRequests {
  /** A model file, in the place of a user's own. */
  static final Path MODEL_FILE = Path.of("datasets", "models", "qwen3-30b-a3b.json");

  private String preset = "smoke";
  private List<String> models;
  private Path modelFile;
  private List<String> formats;
  private List<String> variants;
  private List<Integer> concurrency;
  private List<Integer> sortThresholds;
  private Integer divisor;
  private Double popularity;
  private String routing;
  private Integer threads;
  private List<Integer> ranks;
  private Integer rounds;
  private Long seed;
  private Path folder = Path.of("target", "test-run");

  SwigluRequests preset(String value) {
    preset = value;
    return this;
  }

  SwigluRequests models(String... values) {
    models = List.of(values);
    return this;
  }

  SwigluRequests modelFile(Path value) {
    modelFile = value;
    return this;
  }

  SwigluRequests formats(String... values) {
    formats = List.of(values);
    return this;
  }

  SwigluRequests variants(String... values) {
    variants = List.of(values);
    return this;
  }

  SwigluRequests concurrency(Integer... values) {
    concurrency = List.of(values);
    return this;
  }

  SwigluRequests sortThresholds(Integer... values) {
    sortThresholds = List.of(values);
    return this;
  }

  SwigluRequests divisor(int value) {
    divisor = value;
    return this;
  }

  SwigluRequests popularity(double value) {
    popularity = value;
    return this;
  }

  SwigluRequests routing(String value) {
    routing = value;
    return this;
  }

  SwigluRequests threads(int value) {
    threads = value;
    return this;
  }

  SwigluRequests ranks(Integer... values) {
    ranks = List.of(values);
    return this;
  }

  SwigluRequests rounds(int value) {
    rounds = value;
    return this;
  }

  SwigluRequests seed(long value) {
    seed = value;
    return this;
  }

  SwigluRequests folder(Path value) {
    folder = value;
    return this;
  }

  SwigluRequest build() {
    return new SwigluRequest(
        preset,
        models,
        modelFile,
        formats,
        variants,
        concurrency,
        sortThresholds,
        divisor,
        popularity,
        routing,
        folder.resolve("workloads"),
        threads,
        ranks,
        rounds,
        seed,
        folder.resolve("out"),
        folder.resolve("cache"));
  }

  SwigluConfig config() {
    return SwigluConfigs.resolve(build());
  }
}
