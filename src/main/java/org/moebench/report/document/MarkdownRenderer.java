// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A report as Markdown, for pull requests and READMEs. */
public final class MarkdownRenderer implements Block.Visitor {
  private final StringBuilder text = new StringBuilder();
  private final Map<String, Picture> pictures;

  private MarkdownRenderer(Map<String, Picture> pictures) {
    this.pictures = pictures;
  }

  /** The document. */
  public static String render(Document document) {
    MarkdownRenderer renderer = new MarkdownRenderer(document.pictures());
    renderer.text.append("# ").append(escape(document.title())).append("\n\n");
    renderer.text.append(escape(document.subtitle())).append("\n\n");
    for (Section section : document.sections()) {
      renderer.text.append("## ").append(escape(section.title())).append("\n\n");
      section.blocks().forEach(block -> block.accept(renderer));
    }
    return renderer.text.toString().stripTrailing() + "\n";
  }

  @Override
  public void paragraph(Block.Paragraph block) {
    text.append(escape(block.text())).append("\n\n");
  }

  @Override
  public void note(Block.Note block) {
    String sign = block.tone() == Block.Tone.PLAIN ? "" : "**Note:** ";
    text.append("> ").append(sign).append(escape(block.text())).append("\n\n");
  }

  @Override
  public void findings(Block.Findings block) {
    for (Block.Finding item : block.items()) {
      text.append("- **").append(escape(item.subject())).append(": ");
      text.append(escape(item.answer())).append(".** ").append(escape(item.sentence()));
      text.append('\n');
    }
    text.append('\n');
  }

  @Override
  public void facts(Block.Facts block) {
    for (Block.Fact item : block.items()) {
      String sign = item.tone() == Block.Tone.PLAIN ? "" : " (!)";
      text.append("- ").append(escape(item.label())).append(sign).append(": ");
      text.append(escape(item.value())).append('\n');
    }
    text.append('\n');
  }

  @Override
  public void table(Block.Table block) {
    line(block.columns().stream().map(Block.Column::title).toList(), MarkdownRenderer::escape);
    line(
        block.columns().stream().map(column -> column.numeric() ? "--:" : ":--").toList(),
        Function.identity());
    for (Block.Row row : block.rows()) {
      boolean good = row.tone() == Block.Tone.GOOD;
      List<String> cells = new ArrayList<>(row.cells());
      cells.addAll(Collections.nCopies(block.columns().size() - cells.size(), ""));
      line(cells, cell -> good && !cell.isEmpty() ? "**" + escape(cell) + "**" : escape(cell));
    }
    text.append('\n');
  }

  private void line(List<String> cells, Function<String, String> form) {
    text.append(cells.stream().map(form).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  @Override
  public void chart(Block.Chart block) {
    Picture picture = pictures.get(block.name());
    if (picture != null) {
      text.append("![").append(escape(picture.title())).append("](charts/");
      text.append(picture.name()).append(".png)\n\n");
    }
  }

  @Override
  public void command(Block.Command block) {
    text.append("```\n").append(block.text().replace("```", "'''")).append("\n```\n\n");
  }

  @Override
  public void links(Block.Links block) {
    block.items().forEach(i -> text.append("- [" + escape(i.label()) + "](" + i.path() + ")\n"));
    text.append('\n');
  }

  /** Text without anything Markdown would take for markup. */
  private static String escape(String plain) {
    return plain.replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1").replaceAll("\\R", " ");
  }
}
