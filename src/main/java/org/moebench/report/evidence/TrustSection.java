// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.prefill;

import static org.moebench.report.document.Numbers.bytes;
import static org.moebench.report.document.Numbers.fixed;
import static org.moebench.report.document.Numbers.significant;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.moebench.report.document.Block;
import org.moebench.report.document.Block.Fact;
import org.moebench.report.document.Block.Tone;
import org.moebench.report.document.Numbers;
import org.moebench.report.document.Section;
import org.moebench.result.CeilingSample;
import org.moebench.result.Environment;
import org.moebench.result.ResultSet;

/** Can the figures be trusted: the machine, its ceilings, noise and verification. */
final class TrustSection {
  static final String ID = "trust";

  private TrustSection() {}

  /**
   * @param problems further things that are off, for example charts that could not be drawn
   */
  static Section of(ResultSet set, List<String> problems) {
    List<Block> blocks = new ArrayList<>();
    Trust trust = new Trust(set);
    trust.warnings().forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    problems.forEach(text -> blocks.add(new Block.Note(Tone.WARN, text)));
    List<Fact> facts = new ArrayList<>(provenance(set));
    facts.addAll(quality(set, trust));
    blocks.add(new Block.Facts(facts));
    return new Section(ID, "Can I trust it?", blocks);
  }

  /** The few facts the terminal shows. */
  static List<Fact> brief(ResultSet set) {
    Environment e = set.environment();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("machine", e.cpuModel() + ", " + e.workers() + " workers, " + jvm(e)));
    facts.addAll(quality(set, new Trust(set)));
    return facts;
  }

  private static List<Fact> provenance(ResultSet set) {
    Environment e = set.environment();
    String caches = e.caches() == null || e.caches().isEmpty() ? "" : "; " + e.caches();
    return List.of(
        new Fact("machine", e.cpuModel() + " (" + e.arch() + "), " + e.cores() + " cores" + caches),
        new Fact("memory, system", bytes(e.memoryBytes()) + ", " + e.os()),
        new Fact("JVM", jvm(e) + " (" + e.vm() + ")"),
        new Fact("workers per launch", String.valueOf(e.workers())),
        new Fact("suite", e.version() + ", commit " + e.commit()),
        new Fact("preset, seed", set.preset() + ", " + set.seed()));
  }

  private static String jvm(Environment e) {
    return "JDK " + e.jdk() + ", " + e.vectorBits() + "-bit vectors";
  }

  private static List<Fact> quality(ResultSet set, Trust trust) {
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
    facts.add(ceiling(set, "FMA ceiling", CeilingSample.FMA, "GFLOP/s"));
    facts.add(ceiling(set, "read ceiling", CeilingSample.READ, "GB/s"));
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

  private static Fact ceiling(ResultSet set, String label, String name, String unit) {
    Ceilings ceilings = Ceilings.of(set, name);
    if (ceilings.median().isEmpty()) {
      return new Fact(Tone.WARN, label, "not measured");
    }
    String text =
        significant(ceilings.median().getAsDouble())
            + " "
            + unit
            + ", "
            + significant(ceilings.low())
            + " to "
            + significant(ceilings.high())
            + " over rounds";
    return new Fact(ceilings.drift() > Trust.MOST_DRIFT ? Tone.WARN : Tone.PLAIN, label, text);
  }

  private static String percent(OptionalDouble share) {
    return share.isPresent() ? Numbers.percent(share.getAsDouble(), 1) : Numbers.NONE;
  }

  private static String millis(OptionalDouble ms) {
    return ms.isPresent() ? fixed(ms.getAsDouble(), 0) + " ms" : Numbers.NONE;
  }
}
