// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.Arrays;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceBlock;
import org.moebench.trace.TraceHeader;
import org.moebench.trace.TracePhase;
import org.moebench.trace.TraceSink;

/**
 * Takes from a trace, in one pass, what a workload needs: the picks of generated tokens, and how
 * many rows of the prompt each expert has. Tokens whose phase is not stated are both.
 */
final class RecordedCollector implements TraceSink {
  /** Counts of a workload's description; models of the field have some ten thousand. */
  private static final int MOST_COUNTS = 1 << 20;

  private final TraceHeader header;
  private final RecordedTokens tokens;
  private final long[][] prompt;
  private final long[][] generated;
  private boolean phased;

  /**
   * @throws UserError TOO_LARGE if layers and experts are too many
   */
  RecordedCollector(String source, TraceHeader header, long mostIds) {
    int layers = header.layers().size();
    if ((long) layers * header.experts() > MOST_COUNTS) {
      throw new UserError(
          ExitStatus.TOO_LARGE,
          "%s: %d layers of %d experts are more than a workload holds"
              .formatted(source, layers, header.experts()));
    }
    this.header = header;
    this.tokens = new RecordedTokens(layers, header.topK(), mostIds);
    this.prompt = new long[layers][header.experts()];
    this.generated = new long[layers][header.experts()];
  }

  @Override
  public void records(TraceBlock block) {
    for (int i = 0; i < block.size(); i++) {
      byte phase = block.phases()[i];
      phased |= phase != TracePhase.UNSTATED.code();
      boolean isGenerated = phase == TracePhase.GENERATED.code();
      count(block, i, (isGenerated ? generated : prompt)[block.layer()]);
      if (phase != TracePhase.PROMPT.code()) {
        tokens.add(block, i);
      }
    }
  }

  private static void count(TraceBlock block, int record, long[] loads) {
    int at = record * block.topK();
    for (int slot = 0; slot < block.topK(); slot++) {
      short expert = block.ids()[at + slot];
      if (expert != TraceBlock.MISSING) {
        loads[expert]++;
      }
    }
  }

  @Override
  public void counts(int layer, long[] counts) {
    Arrays.setAll(prompt[layer], e -> prompt[layer][e] + counts[e]);
  }

  @Override
  public void reached(long place) {}

  /** The tokens that decoding follows. */
  RecordedTokens tokens() {
    return tokens;
  }

  /** Which tokens {@link #tokens} are. */
  String decoded() {
    return phased ? "generated tokens" : "all tokens";
  }

  /** Rows of the prompt; of all tokens if there is none. */
  RecordedLoads loads() {
    boolean any = Arrays.stream(prompt).flatMapToLong(Arrays::stream).anyMatch(n -> n > 0);
    return any
        ? new RecordedLoads(
            phased ? "prompt tokens" : "all tokens", header.layers(), List.of(prompt))
        : new RecordedLoads(
            "all tokens, none being of a prompt", header.layers(), List.of(generated));
  }
}
