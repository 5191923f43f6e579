// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.moe.Crossover;
import org.moebench.moe.Tuning;
import org.moebench.quant.QuantFormat;
import org.moebench.result.ResultFiles;

/**
 * The crossovers measured on a machine, in a small JSON file:
 *
 * <pre>
 * {"moebench_tuning": 1, "machine": "…", "suite": "…", "created": "2026-01-31T12:00:00Z",
 *  "crossovers": [{"format": "INT4_SYM", "n": 3072, "k": 1536, "decode_rows": 17, "measured_to": 32}]}
 * </pre>
 *
 * It is valid on the machine that it names only, and for the version of the format that it has.
 */
public final class TuningFile {
  /** Version of the format. */
  static final int VERSION = 1;

  private static final int LARGEST = 1 << 20;
  private static final String VERSION_FIELD = "moebench_tuning";
  private static final String MACHINE = "machine";
  private static final String SUITE = "suite";
  private static final String CREATED = "created";
  private static final String CROSSOVERS = "crossovers";
  private static final String FORMAT = "format";
  private static final String N = "n";
  private static final String K = "k";
  private static final String DECODE_ROWS = "decode_rows";
  private static final String MEASURED_TO = "measured_to";

  private static final List<String> FIELDS =
      List.of(VERSION_FIELD, MACHINE, SUITE, CREATED, CROSSOVERS);
  private static final List<String> CROSSOVER_FIELDS =
      List.of(FORMAT, N, K, DECODE_ROWS, MEASURED_TO);
  private static final List<String> FORMATS =
      Arrays.stream(QuantFormat.values()).map(QuantFormat::name).toList();

  private TuningFile() {}

  /**
   * Reads the crossovers; {@link Tuning#NONE}, and one line said, if there is no file or it is of
   * another machine or version.
   *
   * @param machine the machine they are wanted for
   * @param says hears why there are none
   * @throws UserError BAD_INPUT, one line with the file and the field, if the file is damaged
   */
  public static Tuning load(Path file, String machine, Consumer<String> says) {
    if (Files.notExists(file)) {
      says.accept(
          "no tuning file " + file + ": usual limits are used; 'run-bench.sh tune' writes one");
      return Tuning.NONE;
    }
    String text = UserFile.text(file, LARGEST, "a tuning file", problem -> bad(file, problem));
    int version = JsonFields.wholeIn(text, file.toString(), VERSION_FIELD);
    if (version != VERSION) {
      says.accept(
          "tuning file %s is of version %d, not %d: ignored; 'run-bench.sh tune' writes it anew"
              .formatted(file, version, VERSION));
      return Tuning.NONE;
    }
    JsonFields fields = JsonFields.of(text, file.toString(), FIELDS);
    List<Crossover> crossovers = crossovers(fields);
    String itsMachine = fields.text(MACHINE);
    fields.text(SUITE);
    checkCreated(fields);
    if (!itsMachine.equals(machine)) {
      says.accept(
          "tuning file %s is of another machine (%s, here %s): ignored; 'run-bench.sh tune' writes"
                  .formatted(file, itsMachine, machine)
              + " it anew");
      return Tuning.NONE;
    }
    return new Tuning(crossovers);
  }

  private static UserError bad(Path file, String problem) {
    return new UserError(ExitStatus.BAD_INPUT, "tuning file " + file + " " + problem);
  }

  private static void checkCreated(JsonFields fields) {
    String created = fields.text(CREATED);
    try {
      Instant.parse(created);
    } catch (DateTimeParseException e) {
      throw fields.bad(
          CREATED,
          "'%s' is not a time such as 2026-01-31T12:00:00Z".formatted(JsonFields.shown(created)));
    }
  }

  private static List<Crossover> crossovers(JsonFields fields) {
    List<Crossover> crossovers = new ArrayList<>();
    Set<List<Object>> seen = new HashSet<>();
    for (JsonFields one : fields.objects(CROSSOVERS, CROSSOVER_FIELDS)) {
      Crossover crossover = crossover(one);
      if (!seen.add(List.of(crossover.format(), crossover.n(), crossover.k()))) {
        throw one.bad(FORMAT, "a second crossover of the same format, n and k; leave one");
      }
      crossovers.add(crossover);
    }
    return crossovers;
  }

  private static Crossover crossover(JsonFields fields) {
    QuantFormat format = QuantFormat.valueOf(fields.choice(FORMAT, FORMATS));
    int decodeRows = atLeast(fields, DECODE_ROWS, 0);
    int measuredTo = atLeast(fields, MEASURED_TO, 1);
    if (decodeRows > measuredTo) {
      throw fields.bad(DECODE_ROWS, decodeRows + " is above measured_to, " + measuredTo);
    }
    return new Crossover(
        format, atLeast(fields, N, 1), atLeast(fields, K, 1), decodeRows, measuredTo);
  }

  private static int atLeast(JsonFields fields, String name, int least) {
    int value = fields.whole(name);
    if (value < least) {
      throw fields.bad(name, value + " is below " + least);
    }
    return value;
  }

  /**
   * Writes the crossovers to a temporary file that is moved into place; folders are made.
   *
   * @param machine the machine they were measured on
   * @param suite version of the suite that measured them
   * @param created when they were measured
   * @throws UserError CANNOT_WRITE naming the file
   */
  public static void write(
      Path file, String machine, String suite, Instant created, List<Crossover> crossovers) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(VERSION_FIELD, VERSION);
    fields.put(MACHINE, machine);
    fields.put(SUITE, suite);
    fields.put(CREATED, created.toString());
    fields.put(CROSSOVERS, crossovers.stream().map(TuningFile::fields).toList());
    try {
      ResultFiles.write(file, ResultFiles.toJson(fields));
    } catch (UserError e) {
      throw new UserError(
          e.status(),
          "cannot write tuning file %s (%s); choose another with --tuning"
              .formatted(file, e.getCause()),
          e);
    }
  }

  private static Map<String, Object> fields(Crossover crossover) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(FORMAT, crossover.format().name());
    fields.put(N, crossover.n());
    fields.put(K, crossover.k());
    fields.put(DECODE_ROWS, crossover.decodeRows());
    fields.put(MEASURED_TO, crossover.measuredTo());
    return fields;
  }
}
