// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A report as one HTML page that needs nothing else: style and images are inside, there is no
 * script, and it opens from a file. All text is escaped.
 */
public final class HtmlRenderer implements Block.Visitor {
  private final StringBuilder html = new StringBuilder();
  private final Map<String, Picture> pictures;

  private HtmlRenderer(Map<String, Picture> pictures) {
    this.pictures = pictures;
  }

  /** The page. */
  public static String render(Document document) {
    HtmlRenderer body = new HtmlRenderer(document.pictures());
    StringBuilder contents = new StringBuilder();
    for (Section section : document.sections()) {
      body.section(section);
      contents.append("<li><a href=\"#").append(escape(section.id())).append("\">");
      contents.append(escape(section.title())).append("</a></li>\n");
    }
    return resource("page.html")
        .replace("{{style}}", resource("page.css"))
        .replace("{{title}}", escape(document.title()))
        .replace("{{subtitle}}", escape(document.subtitle()))
        .replace("{{contents}}", contents)
        .replace("{{body}}", body.html);
  }

  private static String resource(String name) {
    try (InputStream in = HtmlRenderer.class.getResourceAsStream("/org/moebench/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page template " + name, e);
    }
  }

  private void section(Section section) {
    html.append("<section id=\"").append(escape(section.id())).append("\">\n");
    element("h2", null, section.title());
    section.blocks().forEach(block -> block.accept(this));
    html.append("</section>\n");
  }

  @Override
  public void paragraph(Block.Paragraph block) {
    element("p", null, block.text());
  }

  @Override
  public void note(Block.Note block) {
    element("p", "note " + name(block.tone()), block.text());
  }

  @Override
  public void findings(Block.Findings block) {
    html.append("<ul class=\"findings\">\n");
    for (Block.Finding item : block.items()) {
      html.append("<li class=\"").append(name(item.tone())).append("\">");
      element("span", "subject", item.subject());
      element("strong", null, item.answer());
      element("p", null, item.sentence());
      html.append("</li>\n");
    }
    html.append("</ul>\n");
  }

  @Override
  public void facts(Block.Facts block) {
    html.append("<dl class=\"facts\">\n");
    for (Block.Fact item : block.items()) {
      html.append("<div class=\"").append(name(item.tone())).append("\">");
      element("dt", null, item.label());
      element("dd", null, item.value());
      html.append("</div>\n");
    }
    html.append("</dl>\n");
  }

  @Override
  public void table(Block.Table block) {
    html.append("<figure class=\"table\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\"");
    html.append(" aria-label=\"")
        .append(escape(block.caption()))
        .append("\">\n<table>\n<thead><tr>");
    for (Block.Column column : block.columns()) {
      cell("th scope=\"col\"", "th", column, column.title());
    }
    html.append("</tr></thead>\n<tbody>\n");
    String group = null;
    for (Block.Row row : block.rows()) {
      boolean first = group != null && !group.equals(row.group());
      group = row.group();
      html.append("<tr class=\"").append(name(row.tone())).append(first ? " first" : "");
      html.append("\">");
      int last = row.cells().size() - 1;
      int rest = block.columns().size() - last;
      for (int c = 0; c <= last; c++) {
        boolean spans = c == last && rest > 1;
        Block.Column column = spans ? Block.Column.text("") : block.columns().get(c);
        cell(spans ? "td colspan=\"" + rest + "\"" : "td", "td", column, row.cells().get(c));
      }
      html.append("</tr>\n");
    }
    html.append("</tbody>\n</table>\n</div>\n");
    caption(block.caption(), csv(block.csv()));
    html.append("</figure>\n");
  }

  private void cell(String open, String close, Block.Column column, String text) {
    html.append('<').append(open).append(column.numeric() ? " class=\"number\">" : ">");
    html.append(escape(text)).append("</").append(close).append('>');
  }

  @Override
  public void chart(Block.Chart block) {
    Picture picture = pictures.get(block.name());
    if (picture == null) {
      return;
    }
    html.append("<figure class=\"chart\" id=\"").append(escape(picture.name())).append("\">\n");
    html.append("<picture>\n<source media=\"(max-width: 640px)\" srcset=\"");
    html.append(data(picture.narrow())).append("\" width=\"").append(picture.narrow().width());
    html.append("\" height=\"").append(picture.narrow().height()).append("\">\n<img src=\"");
    html.append(data(picture.wide())).append("\" width=\"").append(picture.wide().width());
    html.append("\" height=\"").append(picture.wide().height()).append("\" alt=\"");
    html.append(escape(picture.alt())).append("\">\n</picture>\n");
    String svg = link("charts/" + picture.name() + ".svg", "SVG");
    String png = link("charts/" + picture.name() + ".png", "PNG");
    caption(picture.title(), List.of(link("data/" + picture.csv(), "CSV"), svg, png));
    html.append("</figure>\n");
  }

  private static List<String> csv(String file) {
    return file == null ? List.of() : List.of(link("data/" + file, "CSV"));
  }

  private void caption(String text, List<String> links) {
    html.append("<figcaption>").append(escape(text));
    links.forEach(link -> html.append(" · ").append(link));
    html.append("</figcaption>\n");
  }

  @Override
  public void command(Block.Command block) {
    html.append("<pre><code>").append(escape(block.text())).append("</code></pre>\n");
  }

  @Override
  public void links(Block.Links block) {
    html.append("<ul class=\"links\">\n");
    block
        .items()
        .forEach(i -> html.append("<li>").append(link(i.path(), i.label())).append("</li>\n"));
    html.append("</ul>\n");
  }

  private static String link(String path, String label) {
    return "<a href=\"" + escape(path) + "\">" + escape(label) + "</a>";
  }

  private static String data(Picture.Png png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png.bytes());
  }

  private void element(String tag, String style, String text) {
    html.append('<').append(tag);
    if (style != null) {
      html.append(" class=\"").append(style).append('"');
    }
    html.append('>').append(escape(text)).append("</").append(tag).append(">\n");
  }

  private static String name(Block.Tone tone) {
    return switch (tone) {
      case PLAIN -> "plain";
      case GOOD -> "good";
      case WARN -> "warn";
      case BAD -> "bad";
    };
  }

  /** Text made safe between tags and inside quoted attributes. */
  static String escape(String text) {
    return String.valueOf(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
