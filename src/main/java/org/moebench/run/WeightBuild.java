// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.quant.PanelLayout;
import org.moebench.workload.WeightSpec;

/**
 * Builds missing weight files in a JVM of its own, because it takes the compiler and the memory
 * that this small, idle JVM does without.
 */
final class WeightBuild {
  private static final long MIB = 1L << 20;

  private final WeightFiles files;
  private final StopSignal stop;

  WeightBuild(WeightFiles files, StopSignal stop) {
    this.files = files;
    this.stop = stop;
  }

  /**
   * Builds the missing files, one after the other.
   *
   * @param says hears what is being built
   * @throws UserError with the status and message of the builder
   */
  void run(Consumer<String> says) {
    if (files.missing().isEmpty() || stop.requested()) {
      return;
    }
    List<String> errors = new ArrayList<>();
    int status = start(says, errors);
    if (status != 0 && !stop.requested() && !stop.explainsFailure()) {
      throw new UserError(statusOf(status), message(errors));
    }
  }

  private int start(Consumer<String> says, List<String> errors) {
    try {
      Process builder = new ProcessBuilder(command()).redirectErrorStream(true).start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(builder.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith(WeightBuildMain.SAYS)) {
            says.accept(line.substring(WeightBuildMain.SAYS.length()));
          } else if (!line.isBlank()) {
            errors.add(line);
          }
        }
      }
      return builder.waitFor();
    } catch (IOException e) {
      throw new UserError(ExitStatus.INTERNAL, "cannot start the weight builder: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.request();
      return ExitStatus.INTERRUPTED.code();
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMebibytes() + "m",
                "-cp",
                System.getProperty("java.class.path"),
                WeightBuildMain.class.getName(),
                files.cache().toAbsolutePath().normalize().toString(),
                Integer.toString(files.threads())));
    files.missing().forEach(spec -> command.add(WeightBuildMain.text(spec)));
    return command;
  }

  /** Each worker holds one panel of columns as floats, as codes and packed. */
  private long heapMebibytes() {
    int k = files.missing().stream().mapToInt(WeightSpec::k).max().orElse(0);
    return 128 + files.threads() * (32L * PanelLayout.PANEL * k) / MIB;
  }

  private static ExitStatus statusOf(int code) {
    return Arrays.stream(ExitStatus.values())
        .filter(status -> status.code() == code)
        .findFirst()
        .orElse(ExitStatus.INTERNAL);
  }

  private static String message(List<String> errors) {
    return errors.isEmpty() ? "building the weight files failed" : errors.get(errors.size() - 1);
  }
}
