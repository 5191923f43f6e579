// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.util.ArrayList;
import java.util.List;
import org.moebench.gate.GateRun;
import org.moebench.gate.Mode;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Link;
import org.moebench.report.document.CsvTable;
import org.moebench.report.document.Section;

/** Exact commands, and where the raw figures are. */
final class RepeatSection {
  /** More cells than this are repeated together. */
  private static final int MOST = 5;

  private RepeatSection() {}

  static Section of(Changes changes, List<CsvTable> data, List<Link> raw) {
    List<Block> blocks = new ArrayList<>();
    commands(changes).forEach(text -> blocks.add(new Block.Command(text)));
    List<Link> links = new ArrayList<>(raw);
    data.forEach(table -> links.add(new Link("data/" + table.file(), table.file())));
    blocks.add(new Block.Links(links));
    return new Section("repeat", "Repeat it", blocks);
  }

  /** The run itself, and one for each cell that did not pass. */
  static List<String> commands(Changes changes) {
    GateRun run = changes.run();
    List<String> commands = new ArrayList<>();
    commands.add(Words.line(run.command()));
    if (run.mode() == Mode.PAIRED && !run.base().commit().equals("unknown")) {
      changes.notable().stream()
          .limit(MOST)
          .forEach(change -> commands.add(command(run, change.name())));
    }
    return commands;
  }

  private static String command(GateRun run, String cell) {
    return "./run-bench.sh gate --base %s --only %s --seed %d"
        .formatted(Words.line(run.base().commit()), quote(cell), run.seed());
  }

  /** For a POSIX shell. */
  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
