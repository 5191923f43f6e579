// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/** Builds requests of which a test states only what it is about. */
final class ForwardRequests {
  private String preset = "smoke";
  private List<String> stacks;
  private List<String> routings;
  private List<String> strategies;
  private List<String> parts;
  private String format;
  private Integer divisor;
  private Integer layers;
  private Integer threads;
  private Integer rounds;
  private Long seed;
  private Path tuning;
  private Path folder = Path.of("target", "test-run");

  ForwardRequests preset(String value) {
    preset = value;
    return this;
  }

  ForwardRequests stacks(String... values) {
    stacks = List.of(values);
    return this;
  }

  ForwardRequests routings(String... values) {
    routings = List.of(values);
    return this;
  }

  ForwardRequests strategies(String... values) {
    strategies = List.of(values);
    return this;
  }

  ForwardRequests parts(String... values) {
    parts = List.of(values);
    return this;
  }

  ForwardRequests format(String value) {
    format = value;
    return this;
  }

  ForwardRequests divisor(int value) {
    divisor = value;
    return this;
  }

  ForwardRequests layers(int value) {
    layers = value;
    return this;
  }

  ForwardRequests threads(int value) {
    threads = value;
    return this;
  }

  ForwardRequests rounds(int value) {
    rounds = value;
    return this;
  }

  ForwardRequests seed(long value) {
    seed = value;
    return this;
  }

  ForwardRequests tuning(Path value) {
    tuning = value;
    return this;
  }

  ForwardRequests folder(Path value) {
    folder = value;
    return this;
  }

  ForwardRequest build() {
    return new ForwardRequest(
        preset,
        stacks,
        routings,
        strategies,
        parts,
        format,
        divisor,
        layers,
        threads,
        rounds,
        seed,
        tuning == null ? folder.resolve("tuning.json") : tuning,
        folder.resolve("out"),
        folder.resolve("cache"));
  }

  ForwardConfig config() {
    return ForwardConfigs.resolve(build());
  }
}
