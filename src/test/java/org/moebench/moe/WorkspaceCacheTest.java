// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.moebench.gemm.Workspace;

class WorkspaceCacheTest {
  private static final int K = 64;
  private static final long ONE = Workspace.bytes(K);

  @Test
  void theSameKeyGetsTheSameWorkspacesAgain() {
    WorkspaceCache cache = new WorkspaceCache(10 * ONE);
    Workspace first = used(cache, K, 2);
    assertThat(used(cache, K, 2)).isSameAs(first);
    assertThat(cache.hits()).isEqualTo(1);
    assertThat(cache.misses()).isEqualTo(1);
    assertThat(cache.bytes()).isEqualTo(2 * ONE);
  }

  @Test
  void anotherKOrNumberOfWorkersIsAnotherKey() {
    WorkspaceCache cache = new WorkspaceCache(10 * ONE);
    Workspace first = used(cache, K, 1);
    assertThat(used(cache, K, 2)).isNotSameAs(first);
    assertThat(used(cache, 2 * K, 1)).isNotSameAs(first);
    assertThat(cache.misses()).isEqualTo(3);
    assertThat(used(cache, K, 1)).isSameAs(first);
  }

  @Test
  void twoLeasesAtOnceShareNothing() {
    WorkspaceCache cache = new WorkspaceCache(10 * ONE);
    try (WorkspaceCache.Lease one = cache.lease(K, 2);
        WorkspaceCache.Lease other = cache.lease(K, 2)) {
      assertThat(Set.of(one.of(0), one.of(1), other.of(0), other.of(1))).hasSize(4);
      assertThat(cache.bytes()).isZero();
    }
    assertThat(cache.bytes()).isEqualTo(4 * ONE);
  }

  @Test
  void closingTwiceGivesBackOnce() {
    WorkspaceCache cache = new WorkspaceCache(10 * ONE);
    WorkspaceCache.Lease lease = cache.lease(K, 1);
    lease.close();
    lease.close();
    assertThat(cache.bytes()).isEqualTo(ONE);
  }

  @Test
  void whatWasUsedLongestAgoIsEvicted() {
    WorkspaceCache cache = new WorkspaceCache(3 * ONE);
    Workspace first = used(cache, K, 1);
    Workspace second = used(cache, K + 16, 1);
    Workspace third = used(cache, K + 32, 1);
    assertThat(used(cache, K, 1)).isSameAs(first);
    used(cache, K + 48, 1); // the smallest of K all take as many bytes
    assertThat(cache.bytes()).isLessThanOrEqualTo(3 * ONE);
    assertThat(used(cache, K, 1)).isSameAs(first);
    assertThat(used(cache, K + 32, 1)).isSameAs(third);
    assertThat(used(cache, K + 16, 1)).isNotSameAs(second);
  }

  @Test
  void nothingLargerThanTheBoundIsKept() {
    WorkspaceCache cache = new WorkspaceCache(2 * ONE);
    used(cache, K, 1);
    used(cache, K, 3);
    assertThat(cache.bytes()).isEqualTo(ONE); // and nothing was evicted for it
    WorkspaceCache none = new WorkspaceCache(0);
    Workspace first = used(none, K, 1);
    assertThat(used(none, K, 1)).isNotSameAs(first);
    assertThat(none.bytes()).isZero();
    assertThat(none.hits()).isZero();
  }

  @Test
  void whatIsLeasedWhileClearedIsDropped() {
    WorkspaceCache cache = new WorkspaceCache(10 * ONE);
    used(cache, K, 2);
    WorkspaceCache.Lease before = cache.lease(K, 1);
    cache.clear();
    assertThat(cache.bytes()).isZero();
    assertThat(before.of(0)).isNotNull();
    before.close();
    assertThat(cache.bytes()).isZero();
    used(cache, K, 1);
    assertThat(cache.bytes()).isEqualTo(ONE);
  }

  @Test
  void manyThreadsNeverHoldTheSameWorkspace() throws Exception {
    int threads = 8;
    int leases = 300;
    WorkspaceCache cache = new WorkspaceCache(3 * ONE);
    Set<Workspace> held = ConcurrentHashMap.newKeySet();
    CountDownLatch start = new CountDownLatch(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Integer>> failures = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int number = t;
        failures.add(
            executor.submit(
                () -> {
                  start.countDown();
                  start.await();
                  int shared = 0;
                  for (int i = 0; i < leases; i++) {
                    shared += sharedWithAnother(cache, held);
                    if (number == 0 && i % 50 == 0) {
                      cache.clear();
                    }
                  }
                  return shared;
                }));
      }
      for (Future<Integer> shared : failures) {
        assertThat(shared.get()).isZero();
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(cache.hits() + cache.misses()).isEqualTo((long) threads * leases);
    assertThat(cache.bytes()).isBetween(0L, 3 * ONE);
    assertThat(cache.bytes() % ONE).isZero();
  }

  private static int sharedWithAnother(WorkspaceCache cache, Set<Workspace> held) {
    try (WorkspaceCache.Lease lease = cache.lease(K, 1)) {
      boolean alone = held.add(lease.of(0));
      Thread.onSpinWait();
      held.remove(lease.of(0));
      return alone ? 0 : 1;
    }
  }

  /** The first workspace of a lease that has been given back. */
  private static Workspace used(WorkspaceCache cache, int k, int workers) {
    try (WorkspaceCache.Lease lease = cache.lease(k, workers)) {
      return lease.of(0);
    }
  }
}
