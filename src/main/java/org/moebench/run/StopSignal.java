// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C (or a termination signal): ends the running fork, lets the run keep what it has measured,
 * and only then lets the JVM go, which exits with 128 + the signal's number.
 */
public final class StopSignal implements AutoCloseable {
  /** Long enough to render a report; then the JVM ends regardless. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** On a terminal the fork gets the signal too and may die before we are told. */
  private static final Duration GRACE = Duration.ofMillis(400);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "stop-signal");

  /** A signal that only {@link #request} raises. */
  public StopSignal() {}

  /** A signal that is also raised when the JVM is told to end. Close it when the work is done. */
  public static StopSignal onShutdown() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(signal.hook);
    return signal;
  }

  /** Asks the run to end after the fork that is running. */
  public void request() {
    requested.countDown();
  }

  /** Whether the run should end. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Whether a fork's death was caused by the same signal, which may arrive a moment later. */
  public boolean explainsFailure() {
    try {
      return requested.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void stopAndWait() {
    request();
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      closed.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that everything worth keeping has been written. */
  @Override
  public void close() {
    closed.countDown();
    if (!requested()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is ending already; the hook has just been told that it may.
        request();
      }
    }
  }
}
