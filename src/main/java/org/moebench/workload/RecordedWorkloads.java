// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.trace.TraceSource;

/**
 * The workloads that a user made of traces: one for each folder in a folder of theirs. Forks are
 * told them as {@link #PREFIX} and the path of the folder, so that they need not look for it.
 */
public final class RecordedWorkloads {
  /** Start of a name that is the path of a workload's folder. */
  public static final String PREFIX = "recorded:";

  /** What comes before the number of a layer, at the end of a name of prefill. */
  static final String LAYER = "layer-";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");
  private static final Pattern OF_LAYER = Pattern.compile("(.*)/" + LAYER + "(\\d{1,9})");

  /** Names that the commands give a meaning of their own. */
  private static final List<String> RESERVED = List.of("distinct", "none");

  private RecordedWorkloads() {}

  /** Names of a user's workloads, in alphabetical order; none if there is no such folder. */
  public static List<String> names(Path root) {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.isRegularFile(RecordedFile.in(folder)))
          .map(folder -> folder.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + root, e);
    }
  }

  /**
   * A name as forks are told it: names of the suite as they are, a user's with its folder.
   *
   * @param root folder of the user's workloads
   * @param kind what is named, for example {@code decode workload}
   * @param name as typed; of prefill with the layer, if one is meant
   * @param suite names of the suite
   * @throws UserError USAGE with the nearest name if there is no such workload
   */
  public static String resolve(Path root, String kind, String name, Collection<String> suite) {
    if (suite.contains(name)) {
      return name;
    }
    Matcher layer = OF_LAYER.matcher(name);
    String own = layer.matches() ? layer.group(1) : name;
    List<String> recorded = names(root);
    if (!recorded.contains(own)) {
      throw NearestName.unknown(
          kind, name, Stream.concat(suite.stream(), recorded.stream()).toList());
    }
    return PREFIX + root.toAbsolutePath().normalize().resolve(name);
  }

  /** Whether a name that {@link #resolve} gave is a user's. */
  public static boolean isRecorded(String resolved) {
    return resolved.startsWith(PREFIX);
  }

  /**
   * The decode routing of a user's workload.
   *
   * @param resolved as {@link #resolve} gave it
   * @throws UserError BAD_INPUT, one line, if it cannot be read or has none
   */
  public static DecodeWorkload decode(String resolved, long seed) {
    return RecordedWorkload.open(folder(resolved)).decode(seed);
  }

  /**
   * The rows per expert of a layer of a user's workload: of the one named, or of the typical one.
   *
   * @param resolved as {@link #resolve} gave it
   * @throws UserError BAD_INPUT, one line, if it cannot be read; USAGE if the layer was not
   *     recorded
   */
  public static Workload prefill(String resolved) {
    Matcher layer = OF_LAYER.matcher(resolved);
    if (!layer.matches()) {
      return RecordedWorkload.open(folder(resolved)).prefill();
    }
    return RecordedWorkload.open(folder(layer.group(1))).prefill(Integer.parseInt(layer.group(2)));
  }

  private static Path folder(String resolved) {
    return Path.of(resolved.substring(PREFIX.length()));
  }

  /**
   * Makes a trace a workload: reads it once and writes the folder {@code root/name}, which appears
   * when it is complete.
   *
   * @return a paragraph that says what is in it, what was left out, and how to use it
   * @throws UserError USAGE for a bad name, a name in use or a bad width, BAD_INPUT for what is
   *     wrong with the trace, TOO_LARGE if layers and experts are too many, CANNOT_WRITE
   */
  public static String write(Path root, String name, TraceSource source, RecordedOptions options) {
    checkName(name);
    checkWidths(options);
    if (Files.exists(root.resolve(name)) && !options.replace()) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s exists: choose another name, or replace it with --force"
              .formatted(root.resolve(name)));
    }
    return new RecordedWriter(root, name, options).write(source, RecordedIds.MOST);
  }

  private static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new UserError(
          ExitStatus.USAGE,
          "workload name '%s': expected up to 64 letters, digits, '.', '-' and '_', not '.' or '-'"
                  .formatted(JsonFields.shown(name))
              + " first");
    }
    if (RESERVED.contains(name)
        || Catalogue.names().contains(name)
        || DecodeTraces.names().contains(name)) {
      throw new UserError(
          ExitStatus.USAGE,
          "workload name '%s' is one of the suite's: choose another".formatted(name));
    }
  }

  /** Weights are quantized in groups: a model of other widths could not be measured. */
  private static void checkWidths(RecordedOptions options) {
    if (options.hidden() < 0 || options.hidden() % 128 != 0 || options.hidden() > 1 << 20) {
      throw new UserError(
          ExitStatus.USAGE,
          "--hidden %d: expected a multiple of 128 up to 2^20".formatted(options.hidden()));
    }
    if (options.intermediate() < 0 || options.intermediate() > 1 << 20) {
      throw new UserError(
          ExitStatus.USAGE,
          "--intermediate %d: expected 1 to 2^20".formatted(options.intermediate()));
    }
  }
}
