// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/** Builds requests of which a test states only what it is about. */
final class PrefillRequests {
  private String preset = "smoke";
  private List<String> formats;
  private List<Integer> thresholds;
  private String workload;
  private Path histogram;
  private Integer experts;
  private Integer rows;
  private String shape;
  private String group;
  private Integer threads;
  private Integer rounds;
  private Long seed;
  private Path folder = Path.of("target", "test-run");

  PrefillRequests preset(String value) {
    preset = value;
    return this;
  }

  PrefillRequests formats(String... values) {
    formats = List.of(values);
    return this;
  }

  PrefillRequests thresholds(Integer... values) {
    thresholds = List.of(values);
    return this;
  }

  PrefillRequests workload(String value) {
    workload = value;
    return this;
  }

  PrefillRequests histogram(Path value) {
    histogram = value;
    return this;
  }

  PrefillRequests experts(int value) {
    experts = value;
    return this;
  }

  PrefillRequests rows(int value) {
    rows = value;
    return this;
  }

  PrefillRequests shape(String value) {
    shape = value;
    return this;
  }

  PrefillRequests group(String value) {
    group = value;
    return this;
  }

  PrefillRequests threads(int value) {
    threads = value;
    return this;
  }

  PrefillRequests rounds(int value) {
    rounds = value;
    return this;
  }

  PrefillRequests seed(long value) {
    seed = value;
    return this;
  }

  PrefillRequests folder(Path value) {
    folder = value;
    return this;
  }

  PrefillRequest build() {
    return new PrefillRequest(
        preset,
        formats,
        thresholds,
        workload,
        folder.resolve("workloads"),
        histogram,
        experts,
        rows,
        shape,
        group,
        threads,
        rounds,
        seed,
        folder.resolve("out"),
        folder.resolve("cache"));
  }

  PrefillConfig config() {
    return PrefillConfigs.resolve(build());
  }
}
