// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * A router of one layer: a {@link RouterConfig} and the layer's learned or assigned parameters.
 * Everything is checked when it is built.
 */
public final class Router {
  private final RouterConfig config;
  private final float[] bias;
  private final HashTable hashTable;
  private final int[] physical;

  private Router(RouterConfig config, float[] bias, HashTable hashTable, int[] physical) {
    this.config = config;
    this.bias = bias;
    this.hashTable = hashTable;
    this.physical = physical;
  }

  /** A router without bias, hash table or expert map. */
  public static Router of(RouterConfig config) {
    return new Router(config, null, null, null);
  }

  /**
   * The same router with a bias per expert that is added to the scores for selection only. NaN
   * counts as a score of -∞.
   *
   * @throws UserError BAD_INPUT if it has the wrong length, or the router is a hash layer
   */
  public Router withBias(float... values) {
    check(hashTable == null, "bias", "a hash layer selects by token id and has none");
    check(
        values.length == config.experts(),
        "bias",
        values.length + " values for " + config.experts() + " experts");
    return new Router(config, values.clone(), null, physical);
  }

  /**
   * The same router as a hash layer: experts come from the table, weights from the scores.
   *
   * @throws UserError BAD_INPUT if the table does not fit the configuration
   */
  public Router withHashTable(HashTable table) {
    check(bias == null, "bias", "a hash layer selects by token id and has none");
    check(config.groups() == 1, "groups", "a hash layer selects by token id and has none");
    check(
        table.slots() == config.routedSlots(),
        "hashTable",
        table.slots() + " experts per token, not " + config.routedSlots());
    int[] ids = table.experts();
    for (int i = 0; i < ids.length; i++) {
      check(
          ids[i] >= 0 && ids[i] < config.experts(),
          "hashTable",
          "token " + i / table.slots() + " has expert " + ids[i] + " of " + config.experts());
    }
    return new Router(config, null, table, physical);
  }

  /**
   * The same router with ids translated on output.
   *
   * @param map physical id of every logical expert
   * @throws UserError BAD_INPUT if it has the wrong length or negative ids, or a shared slot would
   *     need a physical id too
   */
  public Router withPhysical(int... map) {
    check(
        map.length == config.experts(),
        "physical",
        map.length + " ids for " + config.experts() + " experts");
    check(
        config.sharedSlots() == 0,
        "physical",
        "a map of " + map.length + " routed experts has no id for the shared slot");
    for (int e = 0; e < map.length; e++) {
      check(map[e] >= 0, "physical", "expert " + e + " has the negative id " + map[e]);
    }
    return new Router(config, bias, hashTable, map.clone());
  }

  private static void check(boolean holds, String field, String problem) {
    if (!holds) {
      throw new UserError(ExitStatus.BAD_INPUT, "router field '" + field + "': " + problem);
    }
  }

  /** What it computes. */
  public RouterConfig config() {
    return config;
  }

  /** Whether experts come from a table. */
  public boolean isHashed() {
    return hashTable != null;
  }

  /** Bias per expert; {@code null} if there is none. Not to be changed. */
  public float[] bias() {
    return bias;
  }

  /** The table of a hash layer; {@code null} if it is none. */
  public HashTable hashTable() {
    return hashTable;
  }

  /** Physical id per logical expert; {@code null} if they are the same. Not to be changed. */
  public int[] physical() {
    return physical;
  }

  /** One more than the largest id that can appear in an output. */
  public int idBound() {
    if (physical == null) {
      return config.ids();
    }
    int largest = 0;
    for (int id : physical) {
      largest = Math.max(largest, id);
    }
    return largest + 1;
  }
}
