// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.regex.Pattern;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;
import org.moebench.result.RouterInfo;
import org.moebench.routing.RouterConfig;

/**
 * The router of a published model, or of a user's file. Learned parameters are not part of it: see
 * {@link SyntheticRouting}.
 *
 * @param name name in the catalogue, in commands and in results
 * @param title model it belongs to
 * @param source where the published configuration was read, one line
 * @param config what it computes
 * @param biased whether the layer has a bias per expert, for selection only
 * @param vocabulary token ids of a hash layer's table; 0 if it is none
 * @param implementation whose code {@code config} follows where implementations differ; may be
 *     empty
 * @param note where other implementations differ; may be empty
 * @param license licence of the source
 */
public record NamedRouter(
    String name,
    String title,
    String source,
    RouterConfig config,
    boolean biased,
    int vocabulary,
    String implementation,
    String note,
    String license) {
  /** Most routed experts: far beyond any published router. */
  static final int MOST_EXPERTS = 1 << 16;

  /** Most ids in a hash layer's table: 256 MiB of them. */
  static final int MOST_TABLE_IDS = 1 << 26;

  /** Form of a name: names become parts of cell ids and file names. */
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** What {@link #NAME} asks for, for messages. */
  static final String NAME_EXPECTED =
      "expected at most 64 letters, digits, '.', '_' and '-', the first a letter or digit";

  /**
   * Checks what {@link RouterConfig} does not.
   *
   * @throws UserError BAD_INPUT naming the field
   */
  public NamedRouter {
    require(NAME.matcher(name).matches(), "name", NAME_EXPECTED);
    int experts = config.experts();
    require(experts <= MOST_EXPERTS, "experts", experts + " is above " + MOST_EXPERTS);
    require(vocabulary >= 0, "vocabulary", vocabulary + " is below 0");
    boolean hashed = vocabulary > 0;
    require(!hashed || !biased, "biased", "a hash layer selects by token id and has no bias");
    require(
        !hashed || config.groups() == 1,
        "groups",
        "a hash layer selects by token id and has none, so groups must be 1");
    require(
        (long) vocabulary * config.routedSlots() <= MOST_TABLE_IDS,
        "vocabulary",
        "a table of %s tokens x %s experts has more than %s ids"
            .formatted(vocabulary, config.routedSlots(), MOST_TABLE_IDS));
  }

  private static void require(boolean holds, String field, String problem) {
    if (!holds) {
      throw new UserError(ExitStatus.BAD_INPUT, "router field '" + field + "': " + problem);
    }
  }

  /** Whether experts come from a table by token id. */
  public boolean hashed() {
    return vocabulary > 0;
  }

  /**
   * What it computes, in one line for people, for example {@code 256 experts in 8 groups, keep 4,
   * top 8, sigmoid + bias, renormalized x 2.5}.
   */
  public String summary() {
    StringBuilder line = new StringBuilder().append(config.experts()).append(" experts");
    if (config.groups() > 1) {
      line.append(" in %d groups, keep %d".formatted(config.groups(), config.keptGroups()));
    }
    line.append(", top ").append(config.routedSlots());
    line.append(config.sharedSlots() > 0 ? " + shared" : "");
    line.append(hashed() ? " by token id" : "");
    line.append(", ").append(config.scoring().id()).append(biased ? " + bias" : "");
    boolean scaled = config.outputScale() != 1;
    if (config.renormalize() || scaled) {
      line.append(", ").append(config.renormalize() ? "renormalized" : "");
      line.append(config.renormalize() && scaled ? " " : "");
      line.append(scaled ? "x " + shown(config.outputScale()) : "");
    }
    return line.toString();
  }

  private static String shown(double factor) {
    boolean whole = factor == Math.rint(factor) && factor < 1e6;
    return whole ? Integer.toString((int) factor) : Double.toString(factor);
  }

  /** What a result file says of this router. */
  public RouterInfo info() {
    return new RouterInfo(
        name,
        title,
        source,
        config.experts(),
        config.slots(),
        config.sharedSlots(),
        config.groups(),
        config.keptGroups(),
        config.scoring().id(),
        biased,
        hashed(),
        summary());
  }
}
