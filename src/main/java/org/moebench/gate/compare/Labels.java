// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.moebench.gate.jmh.JmhKey;

/**
 * Short names: what all rows of a benchmark share is said once above them, so that a row need only
 * say wherein it differs.
 */
final class Labels {
  private final Map<String, Map<String, Set<String>>> settings = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  Labels(Collection<JmhKey> keys) {
    for (JmhKey key : keys) {
      Map<String, Set<String>> values =
          settings.computeIfAbsent(key.benchmark(), name -> new LinkedHashMap<>());
      settings(key).keySet().forEach(name -> values.putIfAbsent(name, new LinkedHashSet<>()));
    }
    // Only now is it known which settings there are: not to have one is a value too.
    for (JmhKey key : keys) {
      Map<String, String> own = settings(key);
      settings
          .get(key.benchmark())
          .forEach((name, values) -> values.add(own.getOrDefault(name, "")));
    }
    settings.keySet().forEach(name -> uses.merge(brief(name), 1, Integer::sum));
  }

  private static Map<String, String> settings(JmhKey key) {
    Map<String, String> settings = new LinkedHashMap<>(key.params());
    settings.put("mode", key.mode());
    settings.put("threads", String.valueOf(key.threads()));
    return settings;
  }

  /** For example {@code GemmBenchmark.multiply by format/rows; n=768 mode=avgt threads=1}. */
  String group(String benchmark) {
    List<String> shared = new ArrayList<>();
    List<String> varying = new ArrayList<>();
    settings
        .get(benchmark)
        .forEach(
            (name, values) -> {
              if (values.size() > 1) {
                varying.add(name);
              } else {
                shared.add(name + "=" + values.iterator().next());
              }
            });
    String rows = varying.isEmpty() ? "" : " by " + String.join("/", varying);
    return plain(
        name(benchmark) + rows + (shared.isEmpty() ? "" : "; " + String.join(" ", shared)));
  }

  /** For example {@code INT8_SYM/12}; the method's name if nothing differs. */
  String row(JmhKey key) {
    Map<String, String> own = settings(key);
    String values =
        settings.get(key.benchmark()).entrySet().stream()
            .filter(setting -> setting.getValue().size() > 1)
            .map(setting -> own.getOrDefault(setting.getKey(), "–"))
            .collect(Collectors.joining("/"));
    return plain(
        values.isEmpty()
            ? key.benchmark().substring(key.benchmark().lastIndexOf('.') + 1)
            : values);
  }

  /** Readable alone, for example {@code GemmBenchmark.multiply INT8_SYM/12}. */
  String alone(JmhKey key) {
    String row = row(key);
    String name = name(key.benchmark());
    return plain(name.endsWith("." + row) || name.equals(row) ? name : name + " " + row);
  }

  /** Class and method; the full name if another benchmark has the same. */
  private String name(String benchmark) {
    String brief = brief(benchmark);
    return uses.get(brief) == 1 ? brief : benchmark;
  }

  private static String brief(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }

  /** Without control characters, which parameters may hold. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
