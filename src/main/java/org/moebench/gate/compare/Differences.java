// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.moebench.gate.jmh.JmhBenchmark;
import org.moebench.gate.jmh.JmhKey;
import org.moebench.gate.jmh.PairMark;
import org.moebench.result.ForkChannel;

/** What, besides the code, differs between the two files: one line per kind of difference. */
final class Differences {
  /** More names than this are counted. */
  private static final int MOST_NAMES = 3;

  private final Labels labels;
  private final Map<String, List<String>> rows = new LinkedHashMap<>();

  private Differences(Labels labels) {
    this.labels = labels;
  }

  /** Sentences, each with the rows it is true of. */
  static List<String> of(List<JmhBenchmark> a, List<JmhBenchmark> b, Labels labels) {
    Differences differences = new Differences(labels);
    Map<JmhKey, JmhBenchmark> others = byKey(b);
    for (JmhBenchmark entry : a) {
      JmhBenchmark other = others.get(JmhKey.of(entry));
      if (other != null) {
        differences.inBoth(entry, other);
      }
    }
    differences.apart(byKey(a).keySet(), others.keySet());
    long common = a.stream().map(JmhKey::of).filter(others::containsKey).count();
    return differences.rows.entrySet().stream()
        .map(entry -> entry.getKey() + where(entry.getValue(), common))
        .toList();
  }

  private static Map<JmhKey, JmhBenchmark> byKey(List<JmhBenchmark> entries) {
    Map<JmhKey, JmhBenchmark> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(JmhKey.of(entry), entry));
    return map;
  }

  private static String where(List<String> names, long all) {
    if (names.isEmpty() || (names.size() == all && all > 1)) {
      return "";
    }
    String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return " (" + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", ")) + more + ")";
  }

  private void inBoth(JmhBenchmark a, JmhBenchmark b) {
    String row = labels.alone(JmhKey.of(a));
    note("forks differ", a.scores().size(), b.scores().size(), row);
    note("iterations per fork differ", iterations(a), iterations(b), row);
    note("JDK differs", a.jdk(), b.jdk(), row);
    arguments(a.jvmArgs(), b.jvmArgs(), row);
  }

  private void note(String what, Object a, Object b, String row) {
    if (!a.equals(b)) {
      add("%s: %s in A, %s in B".formatted(what, a, b), row);
    }
  }

  private void add(String sentence, String row) {
    String line = sentence.replaceAll("\\p{Cntrl}", "?");
    rows.computeIfAbsent(line, s -> new ArrayList<>()).add(row);
  }

  private static String iterations(JmhBenchmark entry) {
    return entry.scores().stream()
        .map(List::size)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" or "));
  }

  private void arguments(List<String> a, List<String> b, String row) {
    String onlyA = without(a, b);
    String onlyB = without(b, a);
    if (!onlyA.isEmpty() || !onlyB.isEmpty()) {
      String nothing = "nothing more";
      add(
          "JVM arguments differ: %s in A, %s in B"
              .formatted(onlyA.isEmpty() ? nothing : onlyA, onlyB.isEmpty() ? nothing : onlyB),
          row);
    }
  }

  private static String without(List<String> arguments, Collection<String> others) {
    return arguments.stream()
        .filter(argument -> !others.contains(argument))
        .filter(argument -> !PairMark.isMark(argument))
        .filter(argument -> !argument.startsWith("-D" + ForkChannel.PROPERTY + "="))
        .collect(Collectors.joining(" "));
  }

  /** Rows that would meet if they had the same mode and threads. */
  private void apart(Collection<JmhKey> a, Collection<JmhKey> b) {
    for (JmhKey key : a) {
      if (b.contains(key)) {
        continue;
      }
      b.stream()
          .filter(other -> !a.contains(other))
          .filter(other -> other.benchmark().equals(key.benchmark()))
          .filter(other -> other.params().equals(key.params()))
          .findFirst()
          .ifPresent(
              other ->
                  add(
                      "not compared, mode or threads differ: %s in A, %s in B"
                          .formatted(how(key), how(other)),
                      labels.alone(key)));
    }
  }

  private static String how(JmhKey key) {
    return key.mode() + " with " + key.threads() + (key.threads() == 1 ? " thread" : " threads");
  }
}
