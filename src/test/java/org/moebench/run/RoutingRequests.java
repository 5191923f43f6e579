// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.nio.file.Path;
import java.util.List;

/** Builds requests of which a test states only what it is about. */
final class RoutingRequests {
  /** A router file, in the place of a user's own. */
  static final Path ROUTER_FILE = Path.of("datasets", "routers", "qwen3-30b-a3b.json");

  private String preset = "smoke";
  private List<String> routers;
  private Path routerFile;
  private List<String> variants;
  private List<Integer> tokens;
  private List<String> logits;
  private Integer threads;
  private Integer rounds;
  private Long seed;
  private Path folder = Path.of("target", "test-run");

  RoutingRequests preset(String value) {
    preset = value;
    return this;
  }

  RoutingRequests routers(String... values) {
    routers = List.of(values);
    return this;
  }

  RoutingRequests routerFile(Path value) {
    routerFile = value;
    return this;
  }

  RoutingRequests variants(String... values) {
    variants = List.of(values);
    return this;
  }

  RoutingRequests tokens(Integer... values) {
    tokens = List.of(values);
    return this;
  }

  RoutingRequests logits(String... values) {
    logits = List.of(values);
    return this;
  }

  RoutingRequests threads(int value) {
    threads = value;
    return this;
  }

  RoutingRequests rounds(int value) {
    rounds = value;
    return this;
  }

  RoutingRequests seed(long value) {
    seed = value;
    return this;
  }

  RoutingRequests folder(Path value) {
    folder = value;
    return this;
  }

  RoutingRequest build() {
    return new RoutingRequest(
        preset,
        routers,
        routerFile,
        variants,
        tokens,
        logits,
        threads,
        rounds,
        seed,
        folder.resolve("out"));
  }

  RoutingConfig config() {
    return RoutingConfigs.resolve(build());
  }
}
