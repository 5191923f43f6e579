// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/** Reads UTF-8 text by lines, none of them longer than memory allows; counts lines and bytes. */
final class LineReader implements Closeable {
  /** Most bytes of a line, or of a whole text. */
  static final int MOST_BYTES = 1 << 26;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private long number;
  private long bytes;

  LineReader(Path file) throws IOException {
    this.file = file;
    in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
  }

  /**
   * The next line, without its end; {@code null} after the last.
   *
   * @throws UserError BAD_INPUT if it is too long or not UTF-8
   */
  String line() throws IOException {
    return upTo('\n');
  }

  /**
   * What is left of the file; empty at its end.
   *
   * @throws UserError BAD_INPUT if it is too long or not UTF-8
   */
  String rest() throws IOException {
    String text = upTo(-1);
    return text == null ? "" : text;
  }

  private String upTo(int end) throws IOException {
    number++;
    held.reset();
    int next = in.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != end) {
      if (held.size() == MOST_BYTES) {
        throw bad("longer than %d MB: cut it into smaller texts".formatted(MOST_BYTES >> 20));
      }
      held.write(next);
      next = in.read();
    }
    bytes += held.size() + (next < 0 ? 0 : 1);
    return decoded();
  }

  private String decoded() {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(held.toByteArray()))
              .toString();
      return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw bad("not UTF-8: convert the file");
    }
  }

  private UserError bad(String problem) {
    return new UserError(ExitStatus.BAD_INPUT, "%s: line %d: %s".formatted(file, number, problem));
  }

  /** Number of the line read last, from 1. */
  long number() {
    return number;
  }

  /** Bytes read so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
