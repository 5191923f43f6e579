// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import org.moebench.result.Correctness;
import org.moebench.routing.ExpertSort;
import org.moebench.routing.RoutingVariant;
import org.moebench.verify.ExpertSortVerifier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** What follows routing: sorting the (token, slot) pairs of a batch by expert. */
public class ExpertSortBenchmark extends RoutingInputs {
  private ExpertSort sort;
  private ExpertSortVerifier verifier;
  private Correctness verified;

  /** Sorts what the reference routed. */
  @Setup
  public void prepareAndVerify() {
    prepare();
    RoutingVariant.REFERENCE.create(job()).route();
    sort = new ExpertSort(job());
    verifier = new ExpertSortVerifier(job(), sort);
    verified = verifier.run();
    check(verified);
    warmUp(sort::sort);
    watch().startCounting();
  }

  @Benchmark
  public int[] sort() {
    sort.sort();
    watch().called();
    return sort.order();
  }

  /** The last order must still be right. */
  @TearDown
  public void compareLastOrder() {
    check(verifier.compare());
    publish(verified, null);
    stop();
  }
}
