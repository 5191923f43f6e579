// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.tensor.ExpertRows;

/**
 * One file of the folder {@code datasets}; its format is described in {@code datasets/README.md}.
 *
 * @param name the file's name without {@code .json}
 * @param description what it stands for
 * @param source where it comes from
 * @param license licence of the data, with its notice
 * @param counts rows per expert if recorded, else {@code null}
 * @param generator how the counts are made if not recorded, else {@code null}
 * @param reference the statistics it must show
 */
record Dataset(
    String name,
    String description,
    Source source,
    String license,
    List<Integer> counts,
    CountGenerator generator,
    Map<String, Double> reference) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /**
   * Where a dataset comes from; what does not apply is {@code null}.
   *
   * @param repository public repository
   * @param path file in it
   * @param symbol name in that file
   * @param commit revision read
   * @param note how the data follow from it
   */
  record Source(String repository, String path, String symbol, String commit, String note) {
    @Override
    public String toString() {
      String revision = commit == null ? null : "commit " + commit;
      return Stream.of(repository, path, symbol, revision, note)
          .filter(Objects::nonNull)
          .collect(Collectors.joining(", "));
    }
  }

  /**
   * Reads a dataset.
   *
   * @param name the file's name without {@code .json}
   * @throws UserError BAD_INPUT if the text is not a dataset of that name
   */
  static Dataset parse(String name, String text) {
    try {
      Dataset dataset = JSON.readValue(text, Dataset.class);
      dataset.check(name);
      return dataset;
    } catch (JsonProcessingException e) {
      throw bad(name, e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw bad(name, e.getMessage(), e);
    }
  }

  /** The workload: recorded counts verbatim, generated ones permuted over the experts by seed. */
  Workload workload(long seed) {
    boolean recorded = counts != null;
    int[] rows = recorded ? toArray(counts) : permuted(generator.counts(), seed);
    return new Workload(
        name,
        description,
        source.toString(),
        license,
        recorded ? null : seed,
        new ExpertRows(rows),
        reference);
  }

  private void check(String fileName) {
    if (Stream.of(name, description, source, license, reference).anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException(
          "name, description, source, license and reference are all needed");
    }
    if (!name.equals(fileName)) {
      throw new IllegalArgumentException("it calls itself '" + name + "'");
    }
    if ((counts == null) == (generator == null)) {
      throw new IllegalArgumentException("either counts or a generator is needed");
    }
    if (counts != null) {
      if (counts.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException("a count is null");
      }
      new ExpertRows(toArray(counts));
    }
  }

  /** Fisher–Yates with java.util.Random, whose sequence is the same in every Java version. */
  private static int[] permuted(int[] counts, long seed) {
    Random random = new Random(seed);
    for (int i = counts.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = counts[i];
      counts[i] = counts[j];
      counts[j] = swapped;
    }
    return counts;
  }

  private static int[] toArray(List<Integer> counts) {
    return counts.stream().mapToInt(Integer::intValue).toArray();
  }

  private static UserError bad(String name, String what, Exception cause) {
    return new UserError(
        ExitStatus.BAD_INPUT,
        "datasets/%s.json: %s".formatted(name, what.replaceAll("\\s+", " ")),
        cause);
  }
}
