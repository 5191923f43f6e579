// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.List;

/**
 * One piece of a report, free of any output format. Every renderer handles every kind, so a section
 * is written once and appears alike on the page, in Markdown and in the terminal.
 */
public sealed interface Block {
  /** Hands this block to the method for its kind. */
  void accept(Visitor visitor);

  /** How a reader should take a statement. */
  enum Tone {
    /** A plain fact. */
    PLAIN,
    /** A decided answer. */
    GOOD,
    /** Undecided, or something is off. */
    WARN,
    /** Wrong or missing. */
    BAD
  }

  /** Running text. */
  record Paragraph(String text) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.paragraph(this);
    }
  }

  /** A remark that must not be overlooked. */
  record Note(Tone tone, String text) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.note(this);
    }
  }

  /** One sentence per subject, for example a verdict per weight format. */
  record Findings(List<Finding> items) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.findings(this);
    }
  }

  /**
   * One item of {@link Findings}.
   *
   * @param subject what it is about, for example {@code INT4_SYM}
   * @param answer the answer in a few words
   * @param sentence the whole answer, readable alone
   */
  record Finding(Tone tone, String subject, String answer, String sentence) {}

  /** Labelled values, one line each. */
  record Facts(List<Fact> items) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.facts(this);
    }
  }

  /** One item of {@link Facts}. */
  record Fact(Tone tone, String label, String value) {
    /** A fact nobody need worry about. */
    public Fact(String label, String value) {
      this(Tone.PLAIN, label, value);
    }
  }

  /**
   * A table. The last cell of a row with fewer cells than columns spans the rest.
   *
   * @param caption what it shows
   * @param csv file under {@code data/} with the same figures in full precision; {@code null} if
   *     none
   */
  record Table(String caption, List<Column> columns, List<Row> rows, String csv) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.table(this);
    }
  }

  /** A column of a {@link Table}; numeric columns are aligned to the right. */
  record Column(String title, boolean numeric) {
    /** A column of text. */
    public static Column text(String title) {
      return new Column(title, false);
    }

    /** A column of numbers. */
    public static Column number(String title) {
      return new Column(title, true);
    }
  }

  /**
   * A row of a {@link Table}.
   *
   * @param group rows of one group stand together; a new group is set off from the one before
   */
  record Row(Tone tone, String group, List<String> cells) {}

  /** A chart, by the name of its {@link Picture}. */
  record Chart(String name) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.chart(this);
    }
  }

  /** Something to type. */
  record Command(String text) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.command(this);
    }
  }

  /** Links to files beside the report. */
  record Links(List<Link> items) implements Block {
    @Override
    public void accept(Visitor visitor) {
      visitor.links(this);
    }
  }

  /** One item of {@link Links}: a path relative to the report's folder. */
  record Link(String path, String label) {}

  /** One method per kind of block. */
  interface Visitor {
    void paragraph(Paragraph block);

    void note(Note block);

    void findings(Findings block);

    void facts(Facts block);

    void table(Table block);

    void chart(Chart block);

    void command(Command block);

    void links(Links block);
  }
}
