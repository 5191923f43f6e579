// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.Verdict;

/**
 * Workflow commands of GitHub's runner: what it shows beside the code. Of each kind it shows the
 * first ten of a step, so there are never more.
 */
final class Annotations {
  private static final int MOST = 10;

  private Annotations() {}

  /** One line each. */
  static List<String> of(Changes changes) {
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (Change change : changes.notable()) {
      if (change.fails()) {
        errors.add(of("error", change));
      } else if (change.verdict() != Verdict.NEW && change.verdict() != Verdict.IMPROVEMENT) {
        warnings.add(of("warning", change));
      }
    }
    GateRun run = changes.run();
    ExitStatus status = run.outcome().status();
    if (status == ExitStatus.UNFIT_MACHINE || status == ExitStatus.INTERRUPTED) {
      warnings.add(0, command("warning", null, "gate", run.outcome().headline()));
    } else if (status != ExitStatus.OK && errors.isEmpty()) {
      errors.add(command("error", null, "gate", run.outcome().headline()));
    }
    List<String> all = new ArrayList<>(limited("error", errors));
    all.addAll(limited("warning", warnings));
    return all;
  }

  private static List<String> limited(String level, List<String> commands) {
    if (commands.size() <= MOST) {
      return commands;
    }
    List<String> first = new ArrayList<>(commands.subList(0, MOST - 1));
    int rest = commands.size() - first.size();
    first.add(command(level, null, "gate", "and " + rest + " more: see the step's summary"));
    return first;
  }

  private static String of(String level, Change change) {
    String title = change.verdict() + " " + change.name();
    String file = change.cell() == null ? null : change.cell().sourceFile();
    return command(level, file, title, change.message());
  }

  private static String command(String level, String file, String title, String message) {
    String place = file == null ? "" : "file=" + property(Words.line(file)) + ",";
    return "::" + level + " " + place + "title=" + property(title) + "::" + text(message);
  }

  /** As the runner wants it: these characters would end the message. */
  private static String text(String plain) {
    return plain.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  /** In a property, these would end it too. */
  private static String property(String plain) {
    return text(plain).replace(":", "%3A").replace(",", "%2C");
  }
}
