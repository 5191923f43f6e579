// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * A workload made of a user's own trace: routing of decoding, and rows per expert of prefill. It is
 * a folder that {@link RecordedWorkloads} writes.
 */
public final class RecordedWorkload {
  private final Path folder;
  private final RecordedFile file;

  private RecordedWorkload(Path folder, RecordedFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Opens the folder of a workload.
   *
   * @throws UserError BAD_INPUT, one line, if it holds none
   */
  public static RecordedWorkload open(Path folder) {
    return new RecordedWorkload(folder, RecordedFile.read(folder));
  }

  /** Name of the workload and its folder. */
  public String name() {
    return file.name();
  }

  /** Experts of a layer. */
  public int experts() {
    return file.experts();
  }

  /** Experts that a token takes in a layer. */
  public int topK() {
    return file.topK();
  }

  /** The workload in a few words. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d experts, %d layers, recorded: %d tokens to decode in %d sequences, prefill of %s",
        file.topK(),
        file.experts(),
        file.layers().size(),
        Arrays.stream(file.lengths()).sum(),
        file.lengths().length,
        file.loads().of());
  }

  /**
   * Its decode routing.
   *
   * @throws UserError BAD_INPUT, one line, if there is none or the file of ids is damaged
   */
  public DecodeWorkload decode(long seed) {
    if (file.lengths().length == 0) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "%s has no complete generated tokens to decode; record some, or use it with prefill"
              .formatted(name()));
    }
    RecordedIds ids =
        RecordedIds.map(
            folder.resolve(RecordedFile.IDS),
            file.experts(),
            file.layers().size(),
            file.topK(),
            file.lengths());
    ids.verify(file.sha256());
    return new DecodeWorkload(
        new DecodeFile(
            name(),
            "%s of %s, recorded".formatted(file.decoded(), file.model()),
            file.source(),
            file.license(),
            file.hidden(),
            file.intermediate(),
            file.sizes(),
            new RecordedGenerator(ids),
            2,
            1,
            Map.of()),
        seed);
  }

  /**
   * Rows per expert of the layer that is typical: whose max/mean is the median of all layers with
   * rows.
   */
  public Workload prefill() {
    RecordedLoads loads = file.loads();
    int layer = loads.typical();
    return prefill(
        layer, ", whose max/mean is the median of %d layers".formatted(file.layers().size()));
  }

  /**
   * Rows per expert of a layer.
   *
   * @param number number of the layer in the model
   * @throws UserError USAGE if it was not recorded
   */
  public Workload prefill(int number) {
    List<Integer> layers = file.layers();
    int layer = layers.indexOf(number);
    if (layer < 0) {
      throw new UserError(
          ExitStatus.USAGE,
          "%s has no layer %d: %s"
              .formatted(
                  name(),
                  number,
                  layers.size() == 1
                      ? "it has layer " + layers.get(0)
                      : "it has %d from %d to %d"
                          .formatted(layers.size(), layers.get(0), layers.get(layers.size() - 1))));
    }
    return prefill(layer, "");
  }

  private Workload prefill(int layer, String why) {
    int number = file.layers().get(layer);
    return new Workload(
        "%s/%s%d".formatted(name(), RecordedWorkloads.LAYER, number),
        "Layer %d of %s%s; %s".formatted(number, file.model(), why, file.loads().of()),
        file.source(),
        file.license(),
        null,
        file.loads().rows(layer),
        Map.of());
  }
}
