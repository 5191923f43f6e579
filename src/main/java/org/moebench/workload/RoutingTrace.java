// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The experts that the tokens of one sequence take in every layer: ids [tokens][layers][topK], as
 * 16-bit numbers in this order. The picks of one token in one layer are all different.
 */
public final class RoutingTrace {
  private final int experts;
  private final int tokens;
  private final int layers;
  private final int topK;
  private final short[] ids;

  /**
   * @param experts experts of a layer, at most 32767
   * @param ids experts taken, [tokens][layers][topK]; not copied, not to be changed afterwards
   * @throws IllegalArgumentException if the length does not fit, an id is not from 0 to {@code
   *     experts - 1} or comes twice for one token
   */
  RoutingTrace(int experts, int tokens, int layers, int topK, short[] ids) {
    this.experts = experts;
    this.tokens = tokens;
    this.layers = layers;
    this.topK = topK;
    this.ids = ids;
    check();
  }

  private void check() {
    if (ids.length != Math.multiplyExact(Math.multiplyExact(tokens, layers), topK)) {
      throw new IllegalArgumentException(
          "%s ids for %s tokens, %s layers, top-%s".formatted(ids.length, tokens, layers, topK));
    }
    int[] seen = new int[experts];
    for (int i = 0; i < ids.length; i++) {
      int pick = i / topK + 1;
      if (ids[i] < 0 || ids[i] >= experts || seen[ids[i]] == pick) {
        throw new IllegalArgumentException("expert %s at %s".formatted(ids[i], i));
      }
      seen[ids[i]] = pick;
    }
  }

  /** Number of experts of each layer. */
  public int experts() {
    return experts;
  }

  /** Number of tokens. */
  public int tokens() {
    return tokens;
  }

  /** Number of layers. */
  public int layers() {
    return layers;
  }

  /** Number of experts each token takes in a layer. */
  public int topK() {
    return topK;
  }

  /**
   * One pick.
   *
   * @param slot from 0, the expert with the highest score, to {@code topK - 1}
   */
  public int expert(int token, int layer, int slot) {
    return ids[(token * layers + layer) * topK + slot];
  }

  /** Copies the picks of a token in a layer to {@code to}, from {@code at} on. */
  void copy(int token, int layer, int[] to, int at) {
    for (int slot = 0; slot < topK; slot++) {
      to[at + slot] = expert(token, layer, slot);
    }
  }

  /** SHA-256 of the ids as little-endian 16-bit numbers, in hexadecimal. */
  public String sha256() {
    ByteBuffer bytes = ByteBuffer.allocate(2 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(ids);
    return sha256(bytes.array());
  }

  /** SHA-256 of bytes in hexadecimal. */
  static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256Digest().digest(bytes));
  }

  /** A new SHA-256. */
  static MessageDigest sha256Digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
