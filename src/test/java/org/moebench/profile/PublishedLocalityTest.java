// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceOptions;
import org.moebench.trace.TraceSink;
import org.moebench.trace.TraceSource;
import org.moebench.trace.TraceWriter;
import org.moebench.trace.Traces;
import org.moebench.workload.DecodeRealism;
import org.moebench.workload.DecodeSamples;
import org.moebench.workload.DecodeTraces;
import org.moebench.workload.DecodeWorkload;
import org.moebench.workload.Realism;

/**
 * Decode workloads with published locality, each sequence of their samples written as a trace of
 * its own, read and profiled: the profile shows what was published, and what the workloads' own
 * statistics, which share no code with it, say of the same sequences.
 */
class PublishedLocalityTest {
  private static final Pattern NUMBERED = Pattern.compile("(.+)_(\\d+)");
  private static final double SAME = 1e-9;

  @TempDir private Path folder;

  /** One layer of one sequence after the other, in the order of the sequences. */
  private final List<List<LayerFigures>> sequences = new ArrayList<>();

  /** Sums of all sequences, by layer. */
  private List<LayerFigures> pooled;

  @ParameterizedTest
  @CsvSource({
    "qwen3-30b-decode, npy, 10",
    "olmoe-decode, npz, 6",
    "flashnext512-decode, jsonl, 7",
    "uniform-decode, npy, 3"
  })
  void isGivenBack(String name, String format, int compared) {
    DecodeWorkload workload = DecodeTraces.find(name, 42);
    profile(workload, format);
    int found = 0;
    for (Realism.Check check : DecodeRealism.check(workload)) {
      double profiled = profiled(check.name(), workload);
      if (Double.isNaN(profiled)) {
        continue;
      }
      found++;
      assertThat(profiled)
          .as(check.name())
          .isCloseTo(check.reference(), within(check.tolerance()))
          .isCloseTo(check.value(), within(SAME));
    }
    assertThat(found).isEqualTo(compared);
  }

  private void profile(DecodeWorkload workload, String format) {
    List<LayerSums> sums = new ArrayList<>();
    for (TraceSource generated : DecodeSamples.traces(workload)) {
      Path file = folder.resolve("sequence-%d.%s".formatted(sequences.size(), format));
      try (TraceWriter writer = Traces.write(file, generated.header())) {
        generated.read(LayerRange.all(generated.header()), 0, new Written(writer));
        writer.complete();
      }
      List<LayerSums> layers = sums(file);
      sequences.add(layers.stream().map(LayerFigures::new).toList());
      layers = sums(file); // anew: those of the first sequence are added to, under its figures
      for (int l = 0; l < layers.size(); l++) {
        if (sums.size() == l) {
          sums.add(layers.get(l));
        } else {
          sums.get(l).add(layers.get(l));
        }
      }
    }
    pooled = sums.stream().map(LayerFigures::new).toList();
  }

  private static List<LayerSums> sums(Path file) {
    ProfileOptions options =
        new ProfileOptions(
            ProfileOptions.PhaseChoice.ALL, ProfileOptions.Gates.RAW, ProfileOptions.Caches.LRU);
    try (TraceSource trace = Traces.open(file, TraceOptions.strict())) {
      int experts = trace.header().experts();
      List<LayerPass> passes =
          trace.header().layers().stream()
              .map(layer -> new LayerPass(layer, false, experts, trace.header().topK(), options))
              .toList();
      trace.read(LayerRange.all(trace.header()), 0, new Passed(passes));
      return passes.stream().map(pass -> pass.sums).toList();
    }
  }

  /** The profile's figure of a statistic's name; NaN if it has none. */
  private double profiled(String name, DecodeWorkload workload) {
    Matcher numbered = NUMBERED.matcher(name);
    int n = numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
    return switch (n > 0 ? numbered.group(1) : name) {
      case "overlap" -> mean(layer -> layer.overlapCount() / layer.topK());
      case "overlap_worst_layer" -> worstLayer(workload);
      case "entropy_ratio" -> mean(LayerFigures::entropyRatio);
      case "unique" -> mean(LayerFigures::uniqueExperts);
      case "reuse_distance" -> mean(LayerFigures::medianReuseDistance);
      case "lru_batched" -> mean(layer -> layer.caches().lruByToken(n));
      case "lru_sequential" -> mean(layer -> layer.caches().lru(n));
      case "top_share" -> mean(layer -> layer.coverage()[n - 1]);
      case "pooled_top_share" ->
          pooled.stream().mapToDouble(layer -> layer.coverage()[n - 1]).average().orElseThrow();
      default -> Double.NaN;
    };
  }

  private double mean(ToDoubleFunction<LayerFigures> figure) {
    return sequences.stream().flatMap(List::stream).mapToDouble(figure).average().orElseThrow();
  }

  private double worstLayer(DecodeWorkload workload) {
    return IntStream.range(0, pooled.size())
        .mapToDouble(
            l ->
                Math.abs(
                    pooled.get(l).overlap().value() - DecodeSamples.overlapTarget(workload, l)))
        .max()
        .orElseThrow();
  }

  /** Hands records to a file. */
  private record Written(TraceWriter writer) implements TraceSink {
    @Override
    public void records(TraceBlock block) {
      writer.write(block);
    }

    @Override
    public void counts(int layer, long[] counts) {}

    @Override
    public void reached(long place) {}
  }

  /** Hands records to the passes over their layers. */
  private record Passed(List<LayerPass> passes) implements TraceSink {
    @Override
    public void records(TraceBlock block) {
      passes.get(block.layer()).take(block);
    }

    @Override
    public void counts(int layer, long[] counts) {}

    @Override
    public void reached(long place) {}
  }
}
