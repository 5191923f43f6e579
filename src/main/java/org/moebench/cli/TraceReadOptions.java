// SPDX-License-Identifier: Apache-2.0
package org.moebench.cli;

import org.moebench.trace.TraceHeader;
import org.moebench.trace.TraceOptions;
import org.moebench.trace.TraceProblems;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a user can say about a trace that its file does not say. */
final class TraceReadOptions {
  @Spec(Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--experts",
      paramLabel = "E",
      description = "Experts of a layer (default: as the trace says, else its largest id + 1).")
  private Integer experts;

  @Option(
      names = "--top-k",
      paramLabel = "K",
      description =
          "Slots of a token that count, the first ones of each row (default: as the trace says,"
              + " else all).")
  private Integer topK;

  @Option(
      names = "--prompt-tokens",
      paramLabel = "N",
      description =
          "The first N positions of every sequence are its prompt, the others were generated"
              + " (default: as the trace says).")
  private Integer promptTokens;

  /** The options, with whatever takes the problems. */
  TraceOptions with(TraceProblems problems) {
    return new TraceOptions(
        within("--experts", experts, 1, TraceHeader.MOST_EXPERTS, 0),
        within("--top-k", topK, 1, TraceHeader.MOST_SLOTS, 0),
        within("--prompt-tokens", promptTokens, 0, Integer.MAX_VALUE, -1),
        problems);
  }

  /** The options, for reading that ends at the first problem. */
  TraceOptions strict() {
    return with(TraceOptions.strict().problems());
  }

  private int within(String name, Integer value, int least, int most, int absent) {
    if (value == null) {
      return absent;
    }
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s %d: expected a whole number from %d to %d".formatted(name, value, least, most));
    }
    return value;
  }
}
