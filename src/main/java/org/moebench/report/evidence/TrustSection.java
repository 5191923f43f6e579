// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.evidence;

import static org.moebench.report.document.Numbers.bytes;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.result.Environment;
import org.moebench.result.ResultSet;

/** Can the figures be trusted: the machine, its ceilings, noise and verification. */
public final class TrustSection {
  /** Anchor. */
  public static final String ID = "trust";

  private static final String TITLE = "Can I trust it?";

  /** More rounds are shown by their range. */
  private static final int MOST_ROUNDS = 8;

  private TrustSection() {}

  /**
   * Everything there is to say.
   *
   * @param more further facts of the operation
   * @param problems further things that are off, for example charts that could not be drawn
   */
  public static Section of(Trust trust, List<Fact> more, List<String> problems) {
    List<Fact> facts = new ArrayList<>(provenance(trust));
    facts.addAll(quality(trust));
    return section(trust, facts, more, problems);
  }

  /** The same in the few facts that a terminal shows. */
  public static Section brief(Trust trust, List<Fact> more, List<String> problems) {
    Environment e = trust.set().environment();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("machine", e.cpuModel() + ", " + workers(trust) + " workers, " + jvm(e)));
    facts.addAll(quality(trust));
    return section(trust, facts, more, problems);
  }

  private static Section section(
      Trust trust, List<Fact> facts, List<Fact> more, List<String> problems) {
    List<Block> blocks = new ArrayList<>();
    trust.warnings().forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    problems.forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    facts.addAll(more);
    blocks.add(new Block.Facts(facts));
    return new Section(ID, TITLE, blocks);
  }

  private static List<Fact> provenance(Trust trust) {
    ResultSet set = trust.set();
    Environment e = set.environment();
    String caches = e.caches() == null || e.caches().isEmpty() ? "" : "; " + e.caches();
    return List.of(
        new Fact("machine", e.cpuModel() + " (" + e.arch() + "), " + e.cores() + " cores" + caches),
        new Fact("memory, system", bytes(e.memoryBytes()) + ", " + e.os()),
        new Fact("JVM", jvm(e) + " (" + e.vm() + ")"),
        new Fact("workers per launch", workers(trust)),
        new Fact("suite", e.version() + ", commit " + e.commit()),
        new Fact("preset, seed", set.preset() + ", " + set.seed()));
  }

  private static String workers(Trust trust) {
    return trust.workers().stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }

  private static String jvm(Environment e) {
    return "JDK " + e.jdk() + ", " + e.vectorBits() + "-bit vectors";
  }

  private static List<Fact> quality(Trust trust) {
    ResultSet set = trust.set();
    List<Fact> facts = new ArrayList<>();
    String rounds =
        set.roundsCompleted() == set.rounds()
            ? set.rounds() + " rounds"
            : set.roundsCompleted() + " of " + set.rounds() + " rounds";
    facts.add(
        new Fact(
            set.complete() && set.roundsCompleted() >= 3 ? Tone.PLAIN : Tone.WARN,
            "measured",
            rounds
                + ", one fork per cell and round, in random order; "
                + significant(set.wallSeconds() / 60)
                + " min, ended "
                + set.createdAt()));
    trust.basis().probes().forEach(probe -> facts.add(ceiling(set, probe)));
    facts.add(
        new Fact("fork-to-fork spread", percent(trust.forkSpread()) + " (median over cells)"));
    facts.add(
        new Fact(
            "worst of any fork",
            "garbage collection "
                + millis(trust.worstGc())
                + ", stolen processor time "
                + percent(trust.worstSteal())
                + ", resident memory "
                + (trust.largestFork().orElse(0) > 0
                    ? bytes((long) trust.largestFork().getAsDouble())
                    : Numbers.NONE)));
    Tone tone = trust.verified() ? Tone.PLAIN : Tone.BAD;
    facts.add(new Fact(tone, "verified", trust.verification()));
    return facts;
  }

  private static Fact ceiling(ResultSet set, Basis.Probe probe) {
    Ceilings ceilings = Ceilings.of(set, probe.name());
    if (ceilings.median().isEmpty()) {
      return new Fact(Tone.WARN, probe.label(), "not measured");
    }
    Tone tone = ceilings.drift() > Trust.MOST_DRIFT ? Tone.WARN : Tone.PLAIN;
    String median = significant(ceilings.median().getAsDouble()) + " " + probe.unit();
    return new Fact(tone, probe.label(), median + byRound(ceilings));
  }

  private static String byRound(Ceilings ceilings) {
    int rounds = ceilings.values().length;
    if (rounds == 1) {
      return "";
    }
    return rounds > MOST_ROUNDS
        ? ", " + significant(ceilings.low()) + " to " + significant(ceilings.high())
        : "; by round "
            + Arrays.stream(ceilings.values())
                .mapToObj(Numbers::significant)
                .collect(Collectors.joining(", "));
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble(), 1) : Numbers.NONE;
  }

  private static String millis(OptionalDouble ms) {
    return ms.isPresent() ? fixed(ms.getAsDouble(), 0) + " ms" : Numbers.NONE;
  }
}
