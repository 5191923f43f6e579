// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.moebench.stats.Samples;

/** Statistics of decode traces: of a layer of one sequence, and of batches of sequences. */
final class TraceStatistics {
  private TraceStatistics() {}

  /** A statistic of one layer of one sequence. */
  @FunctionalInterface
  interface OfLayer {
    double of(RoutingTrace trace, int layer);
  }

  /** The mean over all layers of all sequences. */
  static double mean(List<RoutingTrace> sample, OfLayer statistic) {
    return mean(sample, trace -> overLayers(trace, statistic));
  }

  /** The mean over all sequences of one layer. */
  static double mean(List<RoutingTrace> sample, int layer, OfLayer statistic) {
    return mean(sample, trace -> statistic.of(trace, layer));
  }

  private static double mean(List<RoutingTrace> sample, ToDoubleFunction<RoutingTrace> statistic) {
    return Arrays.stream(sample.parallelStream().mapToDouble(statistic).toArray())
        .average()
        .orElseThrow();
  }

  private static double overLayers(RoutingTrace trace, OfLayer statistic) {
    return IntStream.range(0, trace.layers())
        .mapToDouble(layer -> statistic.of(trace, layer))
        .average()
        .orElseThrow();
  }

  /** Share of a token's experts that the next token takes too, mean over adjacent tokens. */
  static double overlap(RoutingTrace trace, int layer) {
    return adjacent(trace, layer, common -> (double) common / trace.topK());
  }

  /** Experts that adjacent tokens share, over those that either takes; mean over the pairs. */
  static double jaccard(RoutingTrace trace, int layer) {
    return adjacent(trace, layer, common -> (double) common / (2 * trace.topK() - common));
  }

  /** Share of adjacent tokens that have any expert in common. */
  static double anyRepeats(RoutingTrace trace, int layer) {
    return adjacent(trace, layer, common -> common > 0 ? 1 : 0);
  }

  /** Share of adjacent tokens with the same first choice. */
  static double firstRepeats(RoutingTrace trace, int layer) {
    long same =
        IntStream.range(1, trace.tokens())
            .filter(t -> trace.expert(t, layer, 0) == trace.expert(t - 1, layer, 0))
            .count();
    return (double) same / (trace.tokens() - 1);
  }

  private static double adjacent(RoutingTrace trace, int layer, IntToDoubleFunction ofCommon) {
    int[] lastToken = new int[trace.experts()];
    double sum = 0;
    for (int t = 0; t < trace.tokens(); t++) {
      int common = 0;
      for (int slot = 0; slot < trace.topK(); slot++) {
        int expert = trace.expert(t, layer, slot);
        common += t > 0 && lastToken[expert] == t ? 1 : 0; // tokens are numbered from 1 here
        lastToken[expert] = t + 1;
      }
      sum += t > 0 ? ofCommon.applyAsDouble(common) : 0;
    }
    return sum / (trace.tokens() - 1);
  }

  /** Entropy of the loads of all experts over that of equal loads. */
  static double entropyRatio(RoutingTrace trace, int layer) {
    double total = (double) trace.tokens() * trace.topK();
    double entropy =
        Arrays.stream(loads(trace, layer))
            .filter(load -> load > 0)
            .mapToDouble(load -> -load / total * StrictMath.log(load / total))
            .sum();
    return entropy / StrictMath.log(trace.experts());
  }

  /** Share of all picks that the busiest experts take. */
  static double topShare(RoutingTrace trace, int layer, int busiest) {
    return topShare(loads(trace, layer), busiest);
  }

  /** The same of the picks of all sequences together, mean over layers. */
  static double pooledTopShare(List<RoutingTrace> sample, int busiest) {
    return IntStream.range(0, sample.get(0).layers())
        .mapToDouble(
            layer -> {
              int[] pooled = new int[sample.get(0).experts()];
              for (RoutingTrace trace : sample) {
                int[] loads = loads(trace, layer);
                Arrays.setAll(pooled, e -> pooled[e] + loads[e]);
              }
              return topShare(pooled, busiest);
            })
        .average()
        .orElseThrow();
  }

  private static double topShare(int[] loads, int busiest) {
    int[] sorted = loads.clone();
    Arrays.sort(sorted);
    int from = Math.max(0, sorted.length - busiest);
    long picks = Arrays.stream(sorted, from, sorted.length).asLongStream().sum();
    return (double) picks / Arrays.stream(sorted).asLongStream().sum();
  }

  /** Experts that the sequence takes at least once. */
  static double unique(RoutingTrace trace, int layer) {
    return Arrays.stream(loads(trace, layer)).filter(load -> load > 0).count();
  }

  private static int[] loads(RoutingTrace trace, int layer) {
    int[] loads = new int[trace.experts()];
    for (int t = 0; t < trace.tokens(); t++) {
      for (int slot = 0; slot < trace.topK(); slot++) {
        loads[trace.expert(t, layer, slot)]++;
      }
    }
    return loads;
  }

  /** Median number of tokens from one use of an expert to its next. */
  static double reuseDistance(RoutingTrace trace, int layer) {
    int[] last = new int[trace.experts()];
    double[] distances = new double[trace.tokens() * trace.topK()];
    int count = 0;
    for (int t = 1; t <= trace.tokens(); t++) {
      for (int slot = 0; slot < trace.topK(); slot++) {
        int expert = trace.expert(t - 1, layer, slot);
        if (last[expert] > 0) {
          distances[count++] = t - last[expert];
        }
        last[expert] = t;
      }
    }
    return count == 0 ? Double.NaN : Samples.median(Arrays.copyOf(distances, count));
  }

  /** Different experts that batches of sequences touch in a layer, mean over batches and tokens. */
  static double union(List<RoutingTrace> sample, int batch) {
    return ofBatches(sample, batch, loads -> Arrays.stream(loads).filter(n -> n > 0).count());
  }

  /** Rows of the busiest expert of batches of sequences, mean over batches and tokens. */
  static double busiest(List<RoutingTrace> sample, int batch) {
    return ofBatches(sample, batch, loads -> Arrays.stream(loads).max().orElse(0));
  }

  /** Share of the picks of the first sequences that repeat an expert one of them takes as well. */
  static double batchReuse(List<RoutingTrace> sample, int batch) {
    double picks = (double) batch * sample.get(0).topK();
    return 1 - union(sample.subList(0, batch), batch) / picks;
  }

  private static double ofBatches(
      List<RoutingTrace> sample, int batch, ToDoubleFunction<int[]> statistic) {
    int batches = sample.size() / batch;
    if (batches == 0) {
      throw new IllegalArgumentException(
          "%s sequences are no batch of %s".formatted(sample.size(), batch));
    }
    return IntStream.range(0, batches)
        .mapToDouble(b -> overSteps(sample.subList(b * batch, (b + 1) * batch), statistic))
        .average()
        .orElseThrow();
  }

  private static double overSteps(List<RoutingTrace> batch, ToDoubleFunction<int[]> statistic) {
    RoutingTrace first = batch.get(0);
    double sum = 0;
    for (int t = 0; t < first.tokens(); t++) {
      for (int layer = 0; layer < first.layers(); layer++) {
        int[] loads = new int[first.experts()];
        for (RoutingTrace trace : batch) {
          for (int slot = 0; slot < trace.topK(); slot++) {
            loads[trace.expert(t, layer, slot)]++;
          }
        }
        sum += statistic.applyAsDouble(loads);
      }
    }
    return sum / ((double) first.tokens() * first.layers());
  }
}
