// SPDX-License-Identifier: Apache-2.0
package org.moebench.launch;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs launches: parallel regions in which every worker takes part, from fork to barrier. The
 * calling thread is worker 0; the others are daemon threads that spin briefly for the next launch
 * and then park, so that back-to-back launches cost no system call.
 *
 * <p>Launches are counted here and nowhere else. One thread at a time may launch.
 */
public final class Launcher implements AutoCloseable {
  /** The work of one worker in one launch. */
  @FunctionalInterface
  public interface Task {
    /**
     * @param worker 0 to {@code workers() - 1}
     */
    void run(int worker);
  }

  // About 100 µs: longer than the gap between two launches, shorter than a scheduler tick.
  private static final int SPINS = 10_000;

  private final Worker[] workers;
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread[] waiting = new Thread[1];
  private volatile boolean callerParked;
  private volatile Task task;
  private volatile long epoch;
  private volatile boolean closed;
  private long launches;

  /**
   * @param workers threads that share each launch, the caller included; at least 1
   */
  public Launcher(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("a launcher needs at least 1 worker, not " + workers);
    }
    this.workers = new Worker[workers - 1];
    for (int i = 0; i < this.workers.length; i++) {
      this.workers[i] = new Worker(i + 1);
      this.workers[i].start();
    }
  }

  /** Threads that share each launch, the caller included. */
  public int workers() {
    return workers.length + 1;
  }

  /** Launches since this launcher was made. */
  public long launches() {
    return launches;
  }

  /**
   * Runs {@code work} once on every worker and returns when all are done.
   *
   * @throws IllegalStateException if a worker failed, with its failure as the cause
   */
  public void launch(Task work) {
    launches++;
    if (workers.length == 0) {
      work.run(0);
      return;
    }
    fork(work);
    try {
      work.run(0);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
    join();
    Throwable failed = failure.getAndSet(null);
    if (failed != null) {
      throw new IllegalStateException("a worker failed: " + failed, failed);
    }
  }

  private void fork(Task work) {
    if (closed) {
      throw new IllegalStateException("the launcher is closed");
    }
    task = work;
    running.set(workers.length);
    waiting[0] = Thread.currentThread();
    epoch = launches;
    for (Worker worker : workers) {
      if (worker.parked) {
        LockSupport.unpark(worker);
      }
    }
  }

  private void join() {
    for (int spins = 0; running.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        callerParked = true;
        while (running.get() > 0) {
          LockSupport.park(this);
        }
        callerParked = false;
      }
    }
    task = null;
  }

  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  private final class Worker extends Thread {
    private final int number;
    private volatile boolean parked;

    Worker(int number) {
      super("moebench-worker-" + number);
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      long seen = 0;
      while (awaitLaunch(seen)) {
        seen++;
        try {
          task.run(number);
        } catch (Throwable e) { // the launching thread rethrows it
          failure.compareAndSet(null, e);
        }
        if (running.decrementAndGet() == 0 && callerParked) {
          LockSupport.unpark(waiting[0]);
        }
      }
    }

    /** Returns false when the launcher was closed. */
    private boolean awaitLaunch(long seen) {
      for (int spins = 0; epoch == seen; spins++) {
        if (closed) {
          return false;
        }
        if (spins < SPINS) {
          Thread.onSpinWait();
        } else {
          parked = true;
          while (epoch == seen && !closed) {
            LockSupport.park(Launcher.this);
          }
          parked = false;
        }
      }
      return true;
    }
  }
}
