// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * The picks of a batch of decode sequences, step by step: a step is one layer for one token of
 * every request. Steps go token by token, and layer by layer within a token: step {@code i} is
 * layer {@code i % layers} of token {@code i / layers}, so that, as in a model, all layers are
 * visited before one comes again.
 *
 * <p>Each request is a sequence of its own. One that is in flight at the start is taken from where
 * the generator starts: what it does in the middle of an answer is no different.
 */
public final class DecodeSteps {
  private static final long MOST_IDS = 1L << 28;

  private final int experts;
  private final int topK;
  private final int layers;
  private final int[][] ids;

  private DecodeSteps(DecodeWorkload workload, int[][] ids) {
    this.experts = workload.experts();
    this.topK = workload.topK();
    this.layers = workload.layers();
    this.ids = ids;
  }

  /**
   * The first steps of a workload.
   *
   * @param batch requests decoded together
   * @param steps at least 1
   * @param seed what arrivals and lengths of requests follow from; the picks follow from the
   *     workload's own
   * @throws UserError USAGE if the workload's sequences are not independent and the batch varies,
   *     TOO_LARGE if the picks are too many
   */
  public static DecodeSteps of(DecodeWorkload workload, Batch batch, int steps, long seed) {
    check(workload, batch, steps);
    int layers = workload.layers();
    int tokens = (steps + layers - 1) / layers;
    List<int[]> requests = batch.requests(tokens, seed);
    Map<Integer, Interval> intervals = intervals(requests);
    Map<Integer, RoutingTrace> traces = new ConcurrentHashMap<>();
    intervals.entrySet().parallelStream()
        .forEach(
            stay ->
                traces.put(stay.getKey(), workload.trace(stay.getKey(), stay.getValue().tokens())));
    int[][] ids = new int[steps][];
    for (int step = 0; step < steps; step++) {
      int token = step / layers;
      int[] present = requests.get(token);
      ids[step] = new int[present.length * workload.topK()];
      for (int row = 0; row < present.length; row++) {
        int since = token - intervals.get(present[row]).first();
        traces.get(present[row]).copy(since, step % layers, ids[step], row * workload.topK());
      }
    }
    return new DecodeSteps(workload, ids);
  }

  /** Tokens, from the first to the last, both included, for which a request is there. */
  private record Interval(int first, int last) {
    int tokens() {
      return last - first + 1;
    }
  }

  private static Map<Integer, Interval> intervals(List<int[]> requests) {
    Map<Integer, Interval> intervals = new TreeMap<>();
    for (int token = 0; token < requests.size(); token++) {
      int now = token;
      for (int request : requests.get(token)) {
        intervals.compute(
            request, (number, seen) -> new Interval(seen == null ? now : seen.first(), now));
      }
    }
    return intervals;
  }

  private static void check(DecodeWorkload workload, Batch batch, int steps) {
    if (steps < 1) {
      throw new UserError(ExitStatus.USAGE, steps + " steps: expected at least 1");
    }
    if (batch.varies() && !workload.independent()) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s defines the picks of a whole batch: give it a number of requests instead of %s"
              .formatted(workload.name(), batch.name()));
    }
    if ((long) Math.max(1, batch.size()) * workload.topK() * steps > MOST_IDS) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s steps of %s requests with %s experts each are too many picks; ask for fewer steps"
              .formatted(steps, batch.name(), workload.topK()));
    }
  }

  /** Number of steps. */
  public int steps() {
    return ids.length;
  }

  /** Layers of the model, each with experts of its own. */
  public int layers() {
    return layers;
  }

  /** Experts of a layer. */
  public int experts() {
    return experts;
  }

  /** Experts that a token takes. */
  public int topK() {
    return topK;
  }

  /** Requests of a step, at least 1. */
  public int batch(int step) {
    return ids[step].length / topK;
  }

  /** Requests of the step that has most. */
  public int maxBatch() {
    return IntStream.range(0, steps()).map(this::batch).max().orElseThrow();
  }

  /** Experts taken in a step, [{@link #batch}][topK]; a copy. */
  public int[] ids(int step) {
    return ids[step].clone();
  }

  /** Different experts that a step touches. */
  public int distinct(int step) {
    return DistinctExperts.count(ids[step], experts);
  }

  /** SHA-256 of the ids of all steps as little-endian 16-bit numbers, in hexadecimal. */
  public String sha256() {
    int count = Arrays.stream(ids).mapToInt(step -> step.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] step : ids) {
      for (int id : step) {
        bytes.putShort((short) id);
      }
    }
    return RoutingTrace.sha256(bytes.array());
  }
}
