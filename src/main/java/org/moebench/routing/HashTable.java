// SPDX-License-Identifier: Apache-2.0
package org.moebench.routing;

import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Experts by token id: what a hash layer uses in place of selection (DeepSeek-V4's first layers).
 *
 * @param experts ids [vocabulary][slots], row-major, in slot order
 * @param slots experts per token
 */
@SuppressWarnings("ArrayRecordComponent") // read by kernels; never changed after the checks
public record HashTable(int[] experts, int slots) {
  /**
   * @throws UserError BAD_INPUT if the ids are not whole rows of at least one slot
   */
  public HashTable {
    if (slots < 1 || experts.length == 0 || experts.length % slots != 0) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          "router field 'hashTable': " + experts.length + " ids are not rows of " + slots);
    }
  }

  /** Number of token ids. */
  public int vocabulary() {
    return experts.length / slots;
  }

  /** Copies a token's experts into the given row of picks. */
  void read(int token, int[] picks, int row) {
    System.arraycopy(experts, token * slots, picks, row * slots, slots);
  }
}
