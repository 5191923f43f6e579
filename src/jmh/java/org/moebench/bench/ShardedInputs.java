// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.moebench.moe.LayerWeights;
import org.moebench.moe.ShardedLayer;
import org.moebench.swiglu.SwigluWeights.Form;
import org.moebench.tensor.Rows;
import org.moebench.workload.DecodeBatch;
import org.openjdk.jmh.annotations.Param;

/**
 * The inputs of a benchmark of a sharded layer. The whole weights stay in memory beside the ranks'
 * parts, because the verification reads them; they are not counted as held.
 */
public abstract class ShardedInputs extends SwigluInputs {
  @Param("2")
  public int ranks;

  private LayerWeights whole;
  private List<LayerWeights> shards;
  private ShardedLayer layer;

  @Override
  final ForkWatch create() {
    whole = load(Form.SEPARATE);
    shards =
        IntStream.range(0, ranks).mapToObj(rank -> whole.shard(rank, ranks).as(form())).toList();
    layer = new ShardedLayer(router(), layerConfig(), shards, chosen(), first().logits(), workers);
    return new ForkWatch(ranks * workers, layer::launches);
  }

  @Override
  final void take(DecodeBatch batch) {
    layer.batch(batch.logits(), batch.rows());
  }

  @Override
  final Rows output() {
    return layer.output();
  }

  /** Reads and holds what all ranks do together. */
  @Override
  ForkWatch.Work work() {
    long read = shards.stream().mapToLong(this::bytesRead).sum();
    return work(read, shards.stream().mapToLong(LayerWeights::bytes).sum());
  }

  @Override
  final void stop() {
    layer.close();
  }

  /** The layer before it was sharded. */
  final LayerWeights whole() {
    return whole;
  }

  final ShardedLayer layer() {
    return layer;
  }
}
