// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.List;

/**
 * A report as plain text of at most {@value #WIDTH} columns. Colour only repeats what the words
 * say.
 */
public final class TerminalRenderer implements Block.Visitor {
  /** Longest line. */
  public static final int WIDTH = 100;

  private static final String RESET = "\u001b[0m";
  private static final String BOLD = "\u001b[1m";

  private final StringBuilder text = new StringBuilder();
  private final boolean colour;

  private TerminalRenderer(boolean colour) {
    this.colour = colour;
  }

  /**
   * The text.
   *
   * @param colour whether to use ANSI colours
   */
  public static String render(Document document, boolean colour) {
    TerminalRenderer renderer = new TerminalRenderer(colour);
    renderer.wrap("", document.title(), BOLD);
    renderer.wrap("", document.subtitle(), "");
    for (Section section : document.sections()) {
      renderer.text.append('\n');
      renderer.wrap("", section.title(), BOLD);
      section.blocks().forEach(block -> block.accept(renderer));
    }
    return renderer.text.toString();
  }

  @Override
  public void paragraph(Block.Paragraph block) {
    wrap("  ", block.text(), "");
  }

  @Override
  public void note(Block.Note block) {
    wrap("  ! ", block.text(), code(block.tone()));
  }

  @Override
  public void findings(Block.Findings block) {
    int width = block.items().stream().mapToInt(item -> item.subject().length()).max().orElse(0);
    for (Block.Finding item : block.items()) {
      String subject = "  " + pad(item.subject(), width, false) + "  ";
      wrap(subject, item.answer(), code(item.tone()));
      wrap(" ".repeat(subject.length()), item.sentence(), "");
    }
  }

  @Override
  public void facts(Block.Facts block) {
    int width = block.items().stream().mapToInt(item -> item.label().length()).max().orElse(0);
    for (Block.Fact item : block.items()) {
      String mark = item.tone() == Block.Tone.PLAIN ? "  " : "! ";
      wrap(mark + pad(item.label(), width, false) + "  ", item.value(), code(item.tone()));
    }
  }

  @Override
  public void table(Block.Table block) {
    int[] widths = widths(block);
    line(block, block.columns().stream().map(Block.Column::title).toList(), widths, BOLD);
    String group = null;
    for (Block.Row row : block.rows()) {
      if (group != null && !group.equals(row.group())) {
        text.append('\n');
      }
      group = row.group();
      line(block, row.cells(), widths, code(row.tone()));
    }
  }

  private static int[] widths(Block.Table block) {
    int columns = block.columns().size();
    int[] widths = new int[columns];
    for (int c = 0; c < columns; c++) {
      widths[c] = block.columns().get(c).title().length();
      for (Block.Row row : block.rows()) {
        boolean spans = c == row.cells().size() - 1 && c < columns - 1;
        if (c < row.cells().size() && !spans) {
          widths[c] = Math.max(widths[c], row.cells().get(c).length());
        }
      }
    }
    return widths;
  }

  private void line(Block.Table block, List<String> cells, int[] widths, String code) {
    StringBuilder line = new StringBuilder(" ");
    for (int c = 0; c < cells.size(); c++) {
      boolean spans = c == cells.size() - 1 && c < widths.length - 1;
      boolean right = block.columns().get(c).numeric() && !spans;
      line.append(' ').append(pad(cells.get(c), spans ? 0 : widths[c], right));
    }
    String plain = line.toString().stripTrailing();
    paint(plain.length() > WIDTH ? plain.substring(0, WIDTH - 1) + "…" : plain, code);
    text.append('\n');
  }

  @Override
  public void chart(Block.Chart block) {
    // A terminal shows no pictures; the figures stand in the tables.
  }

  @Override
  public void command(Block.Command block) {
    text.append("  ").append(block.text()).append('\n');
  }

  @Override
  public void links(Block.Links block) {
    block.items().forEach(item -> wrap("  ", item.label() + ": " + item.path(), ""));
  }

  /**
   * Words on as many lines as they need; lines after the first are indented as far as the first.
   */
  private void wrap(String indent, String words, String code) {
    StringBuilder line = new StringBuilder();
    String start = indent;
    for (String word : words.split("\\s+")) {
      if (line.length() > 0 && start.length() + line.length() + 1 + word.length() > WIDTH) {
        end(start, line.toString(), code);
        start = " ".repeat(indent.length());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    end(start, line.toString(), code);
  }

  private void end(String start, String line, String code) {
    text.append(start);
    paint(line, code);
    text.append('\n');
  }

  private void paint(String plain, String code) {
    boolean painted = colour && !code.isEmpty();
    text.append(painted ? code + plain + RESET : plain);
  }

  private static String pad(String cell, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - cell.length()));
    return right ? space + cell : cell + space;
  }

  private static String code(Block.Tone tone) {
    return switch (tone) {
      case PLAIN -> "";
      case GOOD -> "\u001b[32m";
      case WARN -> "\u001b[33m";
      case BAD -> "\u001b[31m";
    };
  }
}
