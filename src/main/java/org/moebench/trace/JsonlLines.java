// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Goes through the lines of a JSONL trace, one at a time. */
final class JsonlLines implements Closeable {
  private static final int DEEPEST = 32;
  private static final int LONGEST_HEADER = 1 << 20;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final LineStream stream;

  /** Opens a file at the start of a line. */
  JsonlLines(Path file, long offset, long size) throws IOException {
    this.stream = new LineStream(file, offset, size);
  }

  /**
   * The first line, without a byte order mark.
   *
   * @throws BadLineException if there is none, or it is far too long for a header
   */
  String first() throws IOException, BadLineException {
    if (!stream.nextLine()) {
      throw new BadLineException("the file is empty: expected the header object");
    }
    byte[] line = stream.readNBytes(LONGEST_HEADER + 1);
    if (line.length > LONGEST_HEADER) {
      throw new BadLineException("longer than 1 MiB: expected the header object");
    }
    stream.finishLine();
    boolean marked =
        line.length >= 3
            && line[0] == BYTE_ORDER_MARK[0]
            && line[1] == BYTE_ORDER_MARK[1]
            && line[2] == BYTE_ORDER_MARK[2];
    int start = marked ? BYTE_ORDER_MARK.length : 0;
    return new String(line, start, line.length - start, StandardCharsets.UTF_8);
  }

  /** Goes past the first line. */
  void skipFirst() throws IOException {
    stream.nextLine();
    stream.finishLine();
  }

  /**
   * Reads the next line.
   *
   * @param slots entries of a row that count; 0 if all do
   * @param line filled, unless the line is blank or bad
   * @param bad takes what is wrong with the line
   * @return what there is
   */
  Found next(JsonlLine line, int slots, Consumer<String> bad) throws IOException {
    if (!stream.nextLine()) {
      return Found.END;
    }
    Found found = Found.NOTHING;
    try (JsonParser json = JSON.createParser(stream)) {
      found = line.read(json, slots) ? Found.LINE : Found.NOTHING;
    } catch (JsonProcessingException e) {
      // Where the parser came to the end of the file, that is what is wrong.
      bad.accept(
          stream.isCut() ? "truncated: the file ends within this line" : HeaderJson.problem(e));
    } catch (CharConversionException e) {
      bad.accept("not UTF-8");
    } catch (BadLineException e) {
      bad.accept(e.getMessage());
    }
    stream.finishLine();
    return found;
  }

  /** What the next line is. */
  enum Found {
    LINE,
    /** A blank or bad line. */
    NOTHING,
    /** The end of the file. */
    END
  }

  /** Offset of the next line. */
  long offset() {
    return stream.offset();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
