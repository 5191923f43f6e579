// SPDX-License-Identifier: Apache-2.0
package org.moebench.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.moebench.routing.GatingLogits;
import org.moebench.routing.RoutingInput;

/** A checksum of a fork's inputs, so that figures on different inputs are never mixed. */
final class InputHash {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  InputHash add(int value) {
    if (buffer.remaining() < Integer.BYTES) {
      flush();
    }
    buffer.putInt(value);
    return this;
  }

  InputHash add(long value) {
    return add((int) (value >>> 32)).add((int) value);
  }

  InputHash add(float value) {
    return add(Float.floatToRawIntBits(value));
  }

  /** The text, preceded by its length. */
  InputHash add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    flush();
    crc.update(bytes);
    return this;
  }

  /** Logits, token ids and padding of a batch. */
  InputHash add(RoutingInput batch) {
    GatingLogits logits = batch.logits();
    addAll(batch.tokenIds()).add(batch.realTokens()).add(logits.tokens());
    for (int t = 0; t < logits.tokens(); t++) {
      for (int e = 0; e < logits.experts(); e++) {
        add(logits.get(t, e));
      }
    }
    return this;
  }

  /** The values, preceded by their number; -1 for {@code null}. */
  InputHash addAll(int[] values) {
    add(values == null ? -1 : values.length);
    for (int i = 0; values != null && i < values.length; i++) {
      add(values[i]);
    }
    return this;
  }

  /** The values, preceded by their number; -1 for {@code null}. */
  InputHash addAll(float[] values) {
    add(values == null ? -1 : values.length);
    for (int i = 0; values != null && i < values.length; i++) {
      add(values[i]);
    }
    return this;
  }

  /** The checksum in hexadecimal. */
  String text() {
    flush();
    return Long.toHexString(crc.getValue());
  }

  private void flush() {
    crc.update(buffer.flip());
    buffer.clear();
  }
}
