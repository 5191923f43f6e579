// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.moebench.launch.Launcher;
import org.moebench.routing.Router;
import org.moebench.routing.RoutingInput;
import org.moebench.swiglu.SwigluVariant;
import org.moebench.tensor.Rows;

/**
 * A layer sharded over ranks, after exo's pull request 1996 (exo-explore/exo): gate and up are
 * split by output, down by input, the router is replicated, and one all-reduce per layer adds up
 * what the ranks computed, routed and shared experts together.
 *
 * <p>Ranks are groups of workers of this process. The all-reduce is one launch over the ranks: each
 * adds its share of the columns over all ranks, in rank order, so that the result depends on the
 * number of ranks but not on workers or timing. Shared memory stands for the network.
 */
public final class ShardedLayer implements AutoCloseable {
  private final Launcher ranks;
  private final Launcher[] groups;
  private final MoeLayer[] layers;
  private final Rows output;
  private final Launcher.Task compute;
  private final Launcher.Task reduce = this::reduce;

  /**
   * Allocates everything for batches like the first.
   *
   * @param shards weights of each rank, of the variant's form
   * @param workers workers of each rank
   */
  public ShardedLayer(
      Router router,
      LayerConfig config,
      List<LayerWeights> shards,
      SwigluVariant variant,
      RoutingInput first,
      int workers) {
    ranks = new Launcher(shards.size());
    groups =
        Stream.generate(() -> new Launcher(workers)).limit(shards.size()).toArray(Launcher[]::new);
    layers =
        IntStream.range(0, shards.size())
            .mapToObj(r -> new MoeLayer(router, config, shards.get(r), variant, first, groups[r]))
            .toArray(MoeLayer[]::new);
    output = Rows.allocate(first.logits().tokens(), shards.get(0).routed().hidden());
    compute = rank -> layers[rank].run();
  }

  /** As {@link MoeLayer#batch}. */
  public void batch(RoutingInput logits, Rows x) {
    for (MoeLayer layer : layers) {
      layer.batch(logits, x);
    }
  }

  /** Computes the batch into {@link #output}. */
  public void run() {
    ranks.launch(compute);
    allReduce();
  }

  /** Adds the ranks' partial sums into {@link #output}: the last step of {@link #run}. */
  public void allReduce() {
    ranks.launch(reduce);
  }

  private void reduce(int rank) {
    int columns = output.stride();
    int from = (int) ((long) columns * rank / layers.length);
    int to = (int) ((long) columns * (rank + 1) / layers.length);
    for (int t = 0; t < output.count(); t++) {
      int at = output.index(t);
      System.arraycopy(
          layers[0].output().data(),
          layers[0].output().index(t) + from,
          output.data(),
          at + from,
          to - from);
      for (int r = 1; r < layers.length; r++) {
        add(layers[r].output(), t, from, to, output.data(), at);
      }
    }
  }

  private static void add(Rows partial, int t, int from, int to, float[] sum, int at) {
    float[] data = partial.data();
    int source = partial.index(t);
    for (int c = from; c < to; c++) {
      sum[at + c] += data[source + c];
    }
  }

  /** Results [tokens][D]. */
  public Rows output() {
    return output;
  }

  /** Number of ranks. */
  public int ranks() {
    return layers.length;
  }

  /** The layer of a rank: its output is that rank's partial sum. */
  public MoeLayer layer(int rank) {
    return layers[rank];
  }

  /** Launches of all ranks' workers and of the ranks themselves. */
  public long launches() {
    long all = ranks.launches();
    for (Launcher group : groups) {
      all += group.launches();
    }
    return all;
  }

  @Override
  public void close() {
    ranks.close();
    for (Launcher group : groups) {
      group.close();
    }
  }
}
