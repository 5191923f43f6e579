// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.page;

import static org.moebench.report.document.Numbers.percent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.gate.ArmInfo;
import org.moebench.gate.Fingerprint;
import org.moebench.gate.ForkTimes;
import org.moebench.gate.GateRun;
import org.moebench.gate.Pair;
import org.moebench.gate.Verdict;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;

/** What the verdict rests on: machine, arms, pairs, disturbances and controls. */
final class TrustSection {
  /** A larger share of pairs that do not count deserves a look. */
  private static final double MOST_INVALID = 0.25;

  private static final double MOST_STEAL = 0.02;
  private static final int HASH = 12;

  private static final Comparator<Change> NOISE =
      Comparator.comparing(change -> change.judgement().noise());

  private final Changes changes;
  private final GateRun run;

  private TrustSection(Changes changes) {
    this.changes = changes;
    this.run = changes.run();
  }

  static Section of(Changes changes, List<String> problems) {
    TrustSection section = new TrustSection(changes);
    List<Fact> facts = new ArrayList<>(section.provenance());
    facts.addAll(section.quality());
    return section(facts, problems);
  }

  /** The same in the few facts that a terminal shows. */
  static Section brief(Changes changes) {
    TrustSection section = new TrustSection(changes);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("machine", section.machine() + ", JDK " + section.run.fingerprint().jdk()));
    facts.addAll(section.quality());
    return section(facts, List.of());
  }

  private static Section section(List<Fact> facts, List<String> problems) {
    List<Block> blocks = new ArrayList<>();
    problems.forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    blocks.add(
        new Block.Facts(
            facts.stream()
                .map(f -> new Fact(f.tone(), f.label(), Words.line(f.value())))
                .toList()));
    return new Section("trust", "Can I trust it?", blocks);
  }

  private String machine() {
    Fingerprint f = run.fingerprint();
    return f.cpuModel() + " (" + f.arch() + "), " + f.cores() + " cores";
  }

  private List<Fact> provenance() {
    Fingerprint f = run.fingerprint();
    return List.of(
        new Fact("compared", Words.mode(run.mode())),
        new Fact("base", arm(run.base())),
        new Fact("head", arm(run.head()) + sameJar()),
        new Fact(
            "machine",
            machine()
                + ", processor quota "
                + f.cpuQuota()
                + "; "
                + f.memoryGibibytes()
                + " GiB; "
                + f.caches()),
        new Fact("JVM", "JDK " + f.jdk() + " (" + f.vm() + "), " + f.vectorBits() + "-bit vectors"),
        new Fact("JVM arguments", String.join(" ", f.jvmArgs())),
        new Fact("JMH, plan", f.jmh() + ", " + f.plan()),
        new Fact("seed", Long.toString(run.seed())));
  }

  private static String arm(ArmInfo arm) {
    String hash = arm.jarSha256();
    return arm.revision()
        + ", commit "
        + arm.label()
        + (arm.dirty() ? " (files differ from the commit)" : "")
        + ", jar "
        + (hash.length() > HASH ? hash.substring(0, HASH) : hash);
  }

  private String sameJar() {
    boolean same = run.head().jarSha256().equals(run.base().jarSha256());
    return same ? " (the same bytes as the base's)" : "";
  }

  private List<Fact> quality() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("measured", duration()));
    facts.add(pairs());
    facts.add(disturbance());
    changes.controls().forEach(control -> facts.add(control(control)));
    facts.add(new Fact("deviation of one pair", deviation()));
    dropped().forEach(text -> facts.add(new Fact(Tone.WARN, "not measured", text)));
    return facts;
  }

  private String duration() {
    return "%s min, builds %s min; begun %s"
        .formatted(minutes(run.wallSeconds()), minutes(run.buildSeconds()), run.created());
  }

  private static String minutes(double seconds) {
    return Numbers.fixed(seconds / 60, 1);
  }

  private Fact pairs() {
    List<Pair> invalid = run.pairs().stream().filter(pair -> !pair.valid()).toList();
    String text = Words.count(run.pairs().size() - invalid.size(), "counts", "count");
    if (!invalid.isEmpty()) {
      Map<String, Long> reasons =
          invalid.stream()
              .collect(
                  Collectors.groupingBy(
                      pair -> Words.line(pair.invalid()), TreeMap::new, Collectors.counting()));
      text +=
          reasons.entrySet().stream()
              .map(reason -> reason.getValue() + "× " + reason.getKey())
              .collect(
                  Collectors.joining("; ", ", " + invalid.size() + " replaced or left out (", ")"));
    }
    boolean many = invalid.size() > MOST_INVALID * run.pairs().size();
    return new Fact(many ? Tone.WARN : Tone.PLAIN, "pairs", text);
  }

  private Fact disturbance() {
    double steal = worst(ForkTimes::stealShare);
    double throttled = worst(ForkTimes::throttledMicros);
    double pressure = worst(ForkTimes::pressureShare);
    String text =
        "stolen processor time %s, stopped by the quota %s, waiting for a processor %s"
            .formatted(percent(steal, 1), millis(throttled), percent(pressure, 1));
    boolean much = steal > MOST_STEAL || throttled > 0;
    return new Fact(much ? Tone.WARN : Tone.PLAIN, "worst of any pair that counts", text);
  }

  private static String millis(double micros) {
    return Double.isNaN(micros) ? Numbers.NONE : Numbers.fixed(micros / 1e3, 0) + " ms";
  }

  /** Largest figure of any fork that counts; NaN if the system does not say. */
  private double worst(Function<ForkTimes, Number> figure) {
    return run.pairs().stream()
        .filter(Pair::valid)
        .flatMap(pair -> Stream.of(pair.base(), pair.head()))
        .map(figure)
        .filter(Objects::nonNull)
        .mapToDouble(Number::doubleValue)
        .max()
        .orElse(Double.NaN);
  }

  private static Fact control(Change control) {
    boolean still = control.verdict() == Verdict.PASS;
    String words = control.measured() ? control.words() : "no pairs";
    return new Fact(
        still ? Tone.PLAIN : Tone.BAD,
        control.name(),
        words + ", " + control.reason() + " (no change can touch it)");
  }

  private String deviation() {
    List<Change> noisy =
        changes.cells().stream().filter(c -> c.judgement().noise() != null).sorted(NOISE).toList();
    if (noisy.isEmpty()) {
      return Numbers.NONE;
    }
    Change quiet = noisy.get(0);
    Change loud = noisy.get(noisy.size() - 1);
    return "%s (%s) to %s (%s)".formatted(noise(quiet), quiet.name(), noise(loud), loud.name());
  }

  static String noise(Change change) {
    Double noise = change.judgement().noise();
    return noise == null ? Numbers.NONE : percent(noise, 1);
  }

  /** Cells that were left out, by reason. */
  private Collection<String> dropped() {
    return run.dropped().stream()
        .collect(
            Collectors.groupingBy(
                one -> Words.line(one.reason()),
                TreeMap::new,
                Collectors.mapping(one -> Words.line(one.cell()), Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(reason -> reason.getKey() + ": " + reason.getValue())
        .toList();
  }
}
