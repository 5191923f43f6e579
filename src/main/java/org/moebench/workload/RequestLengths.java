// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;
import org.moebench.stats.QuantileTable;

/**
 * How long the requests of a service are and how they arrive: quantiles of their input and output
 * tokens, one file for each service in the folder {@code datasets/lengths}.
 *
 * <p>Input and output are drawn independently, as they nearly are in the recordings. Requests
 * arrive by chance at the recorded rate or, where the recording is bursty, in bursts.
 */
public final class RequestLengths {
  // Kinds of streams, apart from those of the other inputs.
  private static final long INPUT = 30;
  private static final long OUTPUT = 31;

  /** Requests that {@link #check} draws: a few very long ones decide the mean. */
  private static final int SAMPLE = 500_000;

  private static final double KS_TOLERANCE = 0.04;
  private static final double MEAN_TOLERANCE = 0.03;

  private final LengthsFile file;

  private RequestLengths(LengthsFile file) {
    this.file = file;
  }

  /**
   * One request.
   *
   * @param input tokens of the prompt, at least 1
   * @param output tokens generated, at least 1
   */
  public record Request(int input, int output) {}

  /** Names of all tables, in alphabetical order. */
  public static List<String> names() {
    return List.copyOf(texts().keySet());
  }

  /**
   * A table by name.
   *
   * @throws UserError USAGE with the nearest name if there is no such table
   */
  public static RequestLengths find(String name) {
    Map<String, String> texts = texts();
    String text = texts.get(name);
    if (text == null) {
      throw NearestName.unknown("table of request lengths", name, texts.keySet());
    }
    return new RequestLengths(LengthsFile.parse(name, text));
  }

  private static Map<String, String> texts() {
    return DatasetFolder.readLengths(DatasetFolder.classes());
  }

  /** Name in the catalogue. */
  public String name() {
    return file.name();
  }

  /** What it stands for, one line. */
  public String description() {
    return file.description();
  }

  /** Where it comes from and how to cite it, one line. */
  public String source() {
    return file.source();
  }

  /** Licence of the data, with attribution. */
  public String license() {
    return file.license();
  }

  /** When requests arrive. */
  ArrivalGaps arrivals() {
    return file.arrivals();
  }

  /** Most tokens that a request generates. */
  int maxOutput() {
    return (int) Math.round(file.output().table().max());
  }

  /**
   * A request.
   *
   * @param number number of the request, from 0; its lengths depend on it and the seed only
   */
  public Request request(long seed, int number) {
    return new Request(
        draw(file.input().table(), new UniformStream(seed, INPUT, 0, number)),
        draw(file.output().table(), new UniformStream(seed, OUTPUT, 0, number)));
  }

  private static int draw(QuantileTable table, UniformStream uniform) {
    return (int) Math.max(1, Math.round(table.quantile(uniform.next())));
  }

  /**
   * Draws requests and compares them with the table: the Kolmogorov–Smirnov distance to it, at most
   * 0.04, the mean within 3% of the recorded one, and the requests in flight where the file has a
   * reference, as {@link InFlight#check} does.
   */
  public List<Realism.Check> check(long seed) {
    List<Request> sample =
        IntStream.range(0, SAMPLE).mapToObj(number -> request(seed, number)).toList();
    List<Realism.Check> checks = new ArrayList<>();
    checks.addAll(
        checks(file.input(), "input", sample.stream().mapToDouble(Request::input).toArray()));
    checks.addAll(
        checks(file.output(), "output", sample.stream().mapToDouble(Request::output).toArray()));
    checks.addAll(InFlight.check(this, file.reference(), seed));
    return List.copyOf(checks);
  }

  private static List<Realism.Check> checks(
      LengthsFile.Lengths lengths, String what, double[] sample) {
    double mean = Arrays.stream(sample).average().orElseThrow();
    return List.of(
        Realism.Check.of(what + "_ks", lengths.table().ksDistance(sample), 0, KS_TOLERANCE),
        Realism.Check.of(what + "_mean", mean, lengths.mean(), MEAN_TOLERANCE * lengths.mean()));
  }
}
