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
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".npy") || lower.endsWith(".npz")) {
      return ArrayTrace.open(file, options);
    }
    if (lower.endsWith(".safetensors")) {
      return SafetensorsTrace.open(file, options);
    }
    if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return JsonlTrace.open(file, options);
    }
    throw new UserError(
        ExitStatus.BAD_INPUT,
        "%s: expected a trace, whose name ends in %s".formatted(file, String.join(", ", ENDINGS)));
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
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".npz")) {
      return new NpzTraceWriter(file, header);
    } else if (lower.endsWith(".npy")) {
      return new NpyTraceWriter(file, header);
    } else if (lower.endsWith(".jsonl") || lower.endsWith(".ndjson")) {
      return new JsonlTraceWriter(file, header);
    }
    throw new UserError(
        ExitStatus.USAGE,
        file + ": a trace is written as .npz, .npy or .jsonl: end its name in one of these");
  }
}
