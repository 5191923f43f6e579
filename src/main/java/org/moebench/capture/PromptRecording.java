// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.launch.Launcher;
import org.moebench.trace.TraceWriter;
import org.moebench.trace.Traces;

/**
 * Writes the trace of a {@link ByteModel} run over a file of prompts.
 *
 * @param prompts file that {@link PromptReader} reads
 * @param out trace to write; its ending names the format
 * @param config of the model
 * @param mostTokens tokens of a prompt that are recorded, its first ones
 * @param threads that compute
 */
public record PromptRecording(
    Path prompts, Path out, ByteModelConfig config, int mostTokens, int threads) {
  /** Tokens computed together: enough for several rows per expert. */
  private static final int BATCH = 128;

  /**
   * @throws UserError USAGE if a number is below 1
   */
  public PromptRecording {
    if (mostTokens < 1 || threads < 1) {
      throw new UserError(
          ExitStatus.USAGE,
          "%d tokens per prompt, %d threads: expected at least 1 of each"
              .formatted(mostTokens, threads));
    }
  }

  /**
   * Records. Of a run that is stopped the trace holds what was computed by then.
   *
   * @param stop whether to stop, asked often
   * @param progress told the share of the work that is done, 0 to 1
   * @throws UserError BAD_INPUT if the prompts cannot be read or have no text; as {@link
   *     ByteModel}, {@link Traces#write} and {@link TraceWriter}. Then no trace is written
   */
  public CaptureResult run(BooleanSupplier stop, DoubleConsumer progress) {
    try (PromptReader reader = PromptReader.open(prompts);
        Launcher launcher = new Launcher(threads);
        TraceWriter writer = Traces.write(out, config.header(name()))) {
      ByteModel model = new ByteModel(config, BATCH, launcher);
      CaptureResult result =
          new PromptCapture(model, mostTokens, writer::write).run(reader, stop, progress);
      if (result.tokens() > 0) {
        writer.complete();
      } else if (!result.stopped()) {
        throw new UserError(ExitStatus.BAD_INPUT, prompts + ": no prompt with any text");
      }
      return result;
    }
  }

  /** The file's name only: a trace may be given away. */
  private String name() {
    return prompts.getFileName().toString();
  }
}
