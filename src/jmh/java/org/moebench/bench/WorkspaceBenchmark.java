// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import org.moebench.fault.NearestName;
import org.moebench.gemm.PhasedGemm;
import org.moebench.moe.GroupedGemm;
import org.moebench.moe.Phase;
import org.moebench.moe.PhaseRule;
import org.moebench.moe.WorkspaceCache;
import org.moebench.tensor.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** One projection whose calls borrow their scratch memory from a cache, or allocate it. */
public class WorkspaceBenchmark extends GroupedInputs {
  static final String CACHED = "cached";
  static final String ALLOCATED = "allocated";

  /** More than the workspaces of a call: none is ever evicted. */
  private static final long CACHE_BYTES = 1L << 30;

  /** {@code cached} or {@code allocated}, which is the same with a cache that keeps nothing. */
  @Param({CACHED, ALLOCATED})
  public String variant;

  @Benchmark
  public Rows multiply() {
    return timed();
  }

  @Override
  String measured() {
    return variant;
  }

  @Override
  void checkVariant(String name) {
    List<String> names = List.of(CACHED, ALLOCATED);
    if (!names.contains(name)) {
      throw NearestName.unknown("variant", name, names);
    }
  }

  @Override
  GroupedCalls create(String name) {
    WorkspaceCache workspaces = new WorkspaceCache(name.equals(CACHED) ? CACHE_BYTES : 0);
    GroupedGemm gemm = new GroupedGemm(weights(), launcher(), workspaces);
    PhaseRule usual = PhaseRule.perExpert(PhasedGemm.usualDecodeRows(format));
    return new GroupedCalls(gemm, usual, Phase.AUTO, calls(), input());
  }
}
