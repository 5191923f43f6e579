// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.util.List;
import org.moebench.capture.BatchTokens;
import org.moebench.capture.LayerCapture;
import org.moebench.fault.NearestName;
import org.moebench.moe.RoutingRecorder;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TracePhase;
import org.openjdk.jmh.annotations.Param;

/**
 * One call of a whole layer that is recorded, or not: what recording costs, and that it costs
 * nothing when it is off.
 */
public class RecordingBenchmark extends LayerBenchmark {
  static final String OFF = "off";
  static final String DISCARDING = "discarding";
  static final String BLOCKS = "blocks";

  /**
   * {@code off}: no recorder; {@code discarding}: norms are computed and dropped; {@code blocks}:
   * they become blocks of a trace, which nobody writes.
   */
  @Param({OFF, DISCARDING, BLOCKS})
  public String recorder = OFF;

  private TraceBlock taken;

  @Override
  ForkWatch create() {
    ForkWatch watch = super.create();
    layer().recorder(recorder());
    return watch;
  }

  @Override
  SwigluInputs another() {
    RecordingBenchmark other = new RecordingBenchmark();
    other.recorder = recorder;
    return other;
  }

  private RoutingRecorder recorder() {
    return switch (recorder) {
      case OFF -> null;
      case DISCARDING -> (tokens, slots, ids, weights, norms, maxima) -> {};
      case BLOCKS -> capture();
      default -> throw NearestName.unknown("recorder", recorder, List.of(OFF, DISCARDING, BLOCKS));
    };
  }

  private RoutingRecorder capture() {
    BatchTokens batch = new BatchTokens(concurrency);
    for (int sequence = 0; sequence < concurrency; sequence++) {
      batch.add(sequence, 0, TracePhase.GENERATED);
    }
    return new LayerCapture(0, router().config().routedSlots(), batch, block -> taken = block);
  }

  /** The block of the last call; {@code null} where none are made. */
  TraceBlock taken() {
    return taken;
  }
}
