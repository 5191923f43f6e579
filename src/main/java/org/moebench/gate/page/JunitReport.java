// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.moebench.fault.ExitStatus;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.gate.Verdict;

/**
 * The run as JUnit XML: each cell is a test case, and so is the whole run, which fails where the
 * exit status does but no cell would.
 */
final class JunitReport {
  private final Changes changes;
  private final GateRun run;
  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JunitReport(Changes changes) throws XMLStreamException {
    this.changes = changes;
    this.run = changes.run();
    this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  /** The file's text. */
  static String of(Changes changes) {
    try {
      JunitReport report = new JunitReport(changes);
      report.write();
      return report.text.toString();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("cannot write JUnit XML", e);
    }
  }

  private void write() throws XMLStreamException {
    List<Change> cells = changes.cells();
    long failed = cells.stream().filter(Change::fails).count() + (runFails() ? 1 : 0);
    long skipped = cells.stream().filter(JunitReport::skipped).count() + (runSkipped() ? 1 : 0);
    xml.writeStartDocument("UTF-8", "1.0");
    start("testsuite");
    attribute("name", "moebench gate " + Words.arms(run));
    attribute("tests", Integer.toString(cells.size() + 1));
    attribute("failures", Long.toString(failed));
    attribute("errors", "0");
    attribute("skipped", Long.toString(skipped));
    attribute("time", seconds(run.wallSeconds()));
    attribute("timestamp", run.created());
    wholeRun();
    for (Change change : cells) {
      cell(change);
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
  }

  private void wholeRun() throws XMLStreamException {
    start("testcase");
    attribute("classname", "gate");
    attribute("name", "whole run");
    attribute("time", "0.000");
    ExitStatus status = run.outcome().status();
    if (runFails()) {
      outcome("failure", status.name(), run.outcome().headline());
    } else if (runSkipped()) {
      outcome("skipped", null, run.outcome().headline());
    }
    xml.writeEndElement();
  }

  private boolean runSkipped() {
    ExitStatus status = run.outcome().status();
    return status == ExitStatus.UNFIT_MACHINE || status == ExitStatus.INTERRUPTED;
  }

  private boolean runFails() {
    return run.outcome().status() != ExitStatus.OK
        && !runSkipped()
        && changes.cells().stream().noneMatch(Change::fails);
  }

  private static boolean skipped(Change change) {
    return switch (change.verdict()) {
      case PASS, IMPROVEMENT, ERROR -> false;
      case REGRESSION -> change.waiver() != null;
      case UNRESOLVED, QUARANTINED, NEW, MISSING, INCOMPARABLE -> true;
    };
  }

  private void cell(Change change) throws XMLStreamException {
    start("testcase");
    attribute("classname", change.cell() == null ? "gate" : change.cell().benchmark());
    attribute("name", change.name());
    attribute("time", seconds(forkSeconds(change)));
    String message = change.message();
    if (change.fails()) {
      outcome("failure", change.verdict().name(), message);
    } else if (skipped(change)) {
      outcome("skipped", null, message);
    } else if (change.verdict() == Verdict.IMPROVEMENT) {
      start("system-out");
      xml.writeCharacters(legal(message));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private double forkSeconds(Change change) {
    return run.pairs().stream()
        .filter(pair -> pair.cell().equals(change.judgement().cell()))
        .mapToDouble(JunitReport::seconds)
        .sum();
  }

  private static double seconds(Pair pair) {
    return pair.base().seconds() + pair.head().seconds();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private void start(String element) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
  }

  private void outcome(String element, String type, String message) throws XMLStreamException {
    xml.writeStartElement(element);
    if (type != null) {
      attribute("type", type);
    }
    attribute("message", message);
    xml.writeEndElement();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  /** On one line, with a sign in place of characters that XML 1.0 cannot hold. */
  private static String legal(String value) {
    return Words.line(value)
        .replaceAll("[^\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }
}
