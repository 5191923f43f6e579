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
    throw new UserError(
        ExitStatus.BAD_INPUT,
        "%s: expected a trace, whose name ends in %s".formatted(file, String.join(", ", ENDINGS)));
  }
}
