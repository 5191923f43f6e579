// SPDX-License-Identifier: Apache-2.0
package org.moebench.moe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.moebench.gemm.Workspace;

/**
 * Scratch memory that calls borrow instead of allocating it: by far the most of what a call on few
 * rows would spend. The cache of intel/auto-round ({@code _moe_prefill_workspace_cache}) is a
 * dictionary that is never emptied by itself and not safe with several threads; this one is keyed
 * by the same thing that sizes a workspace (K, and how many workers need one), keeps no more than a
 * given number of bytes, evicts what was used longest ago, and hands no workspace to two callers.
 *
 * <p>All methods may be called by many threads at once.
 */
public final class WorkspaceCache {
  private record Key(int k, int workers) {
    long bytes() {
      return workers * Workspace.bytes(k);
    }
  }

  private final long mostBytes;

  // In the order of use: the key used longest ago is first.
  private final Map<Key, Deque<Workspace[]>> free = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private long epoch;
  private long hits;
  private long misses;

  /**
   * @param mostBytes bytes of workspaces that are kept while nobody uses them; 0 keeps none, so
   *     that every call allocates its own
   */
  public WorkspaceCache(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Workspaces of one call. Closing gives them back; they must not be used any more then. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final long leasedIn;
    private Workspace[] workspaces;

    private Lease(Key key, Workspace[] workspaces, long leasedIn) {
      this.key = key;
      this.workspaces = workspaces;
      this.leasedIn = leasedIn;
    }

    /** The workspace of a worker. */
    public Workspace of(int worker) {
      return workspaces[worker];
    }

    @Override
    public void close() {
      if (workspaces != null) {
        giveBack(key, workspaces, leasedIn);
        workspaces = null;
      }
    }
  }

  /**
   * Workspaces for a call, from the cache or new.
   *
   * @param k columns of the activations
   * @param workers workers that need one each
   */
  public Lease lease(int k, int workers) {
    Key key = new Key(k, workers);
    Workspace[] cached;
    long now;
    synchronized (this) {
      cached = take(key);
      now = epoch;
    }
    return new Lease(key, cached == null ? allocate(key) : cached, now);
  }

  private Workspace[] take(Key key) {
    Deque<Workspace[]> kept = free.get(key);
    if (kept == null || kept.isEmpty()) {
      misses++;
      return null;
    }
    hits++;
    bytes -= key.bytes();
    return kept.pop();
  }

  private static Workspace[] allocate(Key key) {
    Workspace[] workspaces = new Workspace[key.workers()];
    for (int worker = 0; worker < workspaces.length; worker++) {
      workspaces[worker] = new Workspace(key.k());
    }
    return workspaces;
  }

  /**
   * What was leased before {@link #clear} is dropped, as is what is larger than the whole cache.
   */
  private synchronized void giveBack(Key key, Workspace[] workspaces, long leasedIn) {
    if (leasedIn != epoch || key.bytes() > mostBytes) {
      return;
    }
    free.computeIfAbsent(key, k -> new ArrayDeque<>()).push(workspaces);
    bytes += key.bytes();
    evict();
  }

  private void evict() {
    Iterator<Map.Entry<Key, Deque<Workspace[]>>> oldest = free.entrySet().iterator();
    while (bytes > mostBytes && oldest.hasNext()) {
      Map.Entry<Key, Deque<Workspace[]>> entry = oldest.next();
      while (bytes > mostBytes && !entry.getValue().isEmpty()) {
        entry.getValue().removeLast();
        bytes -= entry.getKey().bytes();
      }
      if (entry.getValue().isEmpty()) {
        oldest.remove();
      }
    }
  }

  /** Drops all workspaces; those in use are dropped when they are given back. */
  public synchronized void clear() {
    free.clear();
    bytes = 0;
    epoch++;
  }

  /** Bytes kept while nobody uses them. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Leases that found their workspaces here. */
  public synchronized long hits() {
    return hits;
  }

  /** Leases that had to allocate. */
  public synchronized long misses() {
    return misses;
  }
}
