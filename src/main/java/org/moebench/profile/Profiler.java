// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.moebench.fault.UserError;
import org.moebench.trace.LayerRange;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceSource;

/**
 * Profiles recordings in one pass, several layers or recordings at a time. Memory does not grow
 * with their length. What comes out depends on the recordings and their order only, not on threads,
 * checkpoints or stops in between.
 */
public final class Profiler {
  private static final long TICK_MILLIS = 100;

  private final List<TraceSource> sources;
  private final ProfileOptions options;
  private final ProfilerSettings settings;
  private final Recordings recordings;
  private volatile boolean failed;

  /**
   * @param sources the recordings, at least one; not closed
   * @throws UserError INCOMPARABLE if they cannot be profiled together, BAD_INPUT or INCOMPARABLE
   *     if there is nothing to resume from
   */
  public Profiler(List<TraceSource> sources, ProfileOptions options, ProfilerSettings settings) {
    this.sources = List.copyOf(sources);
    this.options = options;
    this.settings = settings;
    this.recordings = Recordings.of(this.sources, options, settings);
  }

  /**
   * Reads on until everything is read or it is told to stop. Stopped, or ended by a bad recording,
   * it keeps its state in the checkpoint; at the end it removes the checkpoint.
   *
   * @param stop asked often, from several threads
   * @param progress told now and then what share is done, 0 to 1
   * @return the profile of what was read
   * @throws UserError what is wrong with a recording
   */
  public Profile run(BooleanSupplier stop, DoubleConsumer progress) {
    ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
    try {
      List<Future<?>> reading = new ArrayList<>();
      for (Unit unit : units()) {
        reading.add(threads.submit(() -> read(unit, stop)));
      }
      for (Future<?> unit : reading) {
        await(unit, progress);
      }
    } catch (UserError e) {
      stopAll(threads);
      throw recordings.keepAfter(e);
    } finally {
      threads.shutdownNow();
    }
    recordings.conclude();
    return recordings.profile();
  }

  private void stopAll(ExecutorService threads) {
    failed = true;
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void read(Unit unit, BooleanSupplier stop) {
    UnitReader reader =
        new UnitReader(
            unit, () -> failed || stop.getAsBoolean(), settings.saveEvery(), recordings::save);
    reader.read(sources.get(unit.source));
    recordings.ended(unit);
  }

  private void await(Future<?> unit, DoubleConsumer progress) {
    while (true) {
      try {
        unit.get(TICK_MILLIS, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        progress.accept(recordings.share());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while profiling", e);
      } catch (ExecutionException e) {
        failed = true;
        if (e.getCause() instanceof UserError) {
          throw (UserError) e.getCause();
        }
        throw new IllegalStateException("profiling failed", e.getCause());
      }
    }
  }

  /**
   * What is still to be read: recordings one by one, or their layers in as many parts as threads.
   */
  private List<Unit> units() {
    List<Unit> units = new ArrayList<>();
    for (int source = recordings.folded(); source < sources.size(); source++) {
      List<Unit> begun = recordings.begun(source);
      units.addAll(begun.isEmpty() ? split(source) : begun);
    }
    recordings.start(units);
    return units;
  }

  private List<Unit> split(int source) {
    TraceHeader header = sources.get(source).header();
    int layers = header.layers().size();
    boolean apart = sources.get(source).divisible() && sources.size() < settings.threads();
    int parts = apart ? Math.min(layers, settings.threads()) : 1;
    List<Unit> units = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      LayerRange range = new LayerRange(layers * part / parts, layers * (part + 1) / parts);
      units.add(new Unit(source, range, header, recordings.experts(), options));
    }
    return units;
  }
}
