// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Input or output for every expert, shared by a few threads with a buffer each. */
final class ExpertLoop {
  /** What to do for one expert. */
  @FunctionalInterface
  interface Body {
    void run(int expert, ByteBuffer buffer) throws IOException;
  }

  private ExpertLoop() {}

  /** Runs the body once for each of {@code 0..experts-1}; stops early and throws if one fails. */
  static void run(int experts, int threads, Supplier<ByteBuffer> buffers, Body body)
      throws IOException {
    AtomicInteger next = new AtomicInteger();
    int workers = Math.min(threads, experts);
    try (ExecutorService executor = Executors.newFixedThreadPool(workers)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        futures.add(executor.submit(() -> work(next, experts, buffers.get(), body)));
      }
      for (Future<?> future : futures) {
        await(future);
      }
    }
  }

  private static Void work(AtomicInteger next, int experts, ByteBuffer buffer, Body body)
      throws IOException {
    boolean finished = false;
    try {
      for (int e = next.getAndIncrement(); e < experts; e = next.getAndIncrement()) {
        body.run(e, buffer);
      }
      finished = true;
      return null;
    } finally {
      if (!finished) {
        next.set(experts); // the other threads stop after the expert they are at
      }
    }
  }

  private static void await(Future<?> future) throws IOException {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }
}
