// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.UserError;

/**
 * Reads prompts one after another, in bounded memory. A file whose name ends in {@code .jsonl} or
 * {@code .ndjson} has a JSON object with {@code prompt}, {@code response} or both (strings) on
 * every line, other keys being ignored; any other file is one prompt as a whole. Texts are UTF-8.
 */
public final class PromptReader implements Closeable {
  private final Path file;
  private final boolean lined;
  private final LineReader lines;
  private final PromptJson json;
  private final long size;
  private long empty;
  private boolean ended;

  private PromptReader(Path file, boolean lined, LineReader lines, long size) {
    this.file = file;
    this.lined = lined;
    this.lines = lines;
    this.size = size;
    json = new PromptJson(file.toString());
  }

  /**
   * Opens a file.
   *
   * @throws UserError BAD_INPUT, one line, if it cannot be read or is a JSON document
   */
  public static PromptReader open(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      throw new UserError(
          ExitStatus.BAD_INPUT,
          file + ": expected an object per line (.jsonl), or plain text such as .txt");
    }
    boolean lined = name.endsWith(".jsonl") || name.endsWith(".ndjson");
    try {
      if (Files.isDirectory(file)) {
        throw new UserError(ExitStatus.BAD_INPUT, file + ": a folder, expected a file of prompts");
      }
      long size = Files.size(file);
      return new PromptReader(file, lined, new LineReader(file), size);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * The next prompt that is not empty; {@code null} at the end.
   *
   * @throws UserError BAD_INPUT, one line with the line's number, at what is no such object
   */
  public Prompt next() {
    try {
      return lined ? nextLine() : whole();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Prompt nextLine() throws IOException {
    while (true) {
      String line = lines.line();
      if (line == null) {
        return null;
      }
      if (!line.isBlank()) {
        Prompt prompt = json.parse(line, lines.number());
        if (!prompt.isEmpty()) {
          return prompt;
        }
        empty++;
      }
    }
  }

  private Prompt whole() throws IOException {
    if (ended) {
      return null;
    }
    ended = true;
    String text = lines.rest();
    if (text.isEmpty()) {
      empty++;
      return null;
    }
    return new Prompt(text, "");
  }

  private static UserError unreadable(Path file, IOException e) {
    return new UserError(ExitStatus.BAD_INPUT, "cannot read " + file + ": " + e, e);
  }

  /** Prompts without text so far; blank lines are none. */
  public long empty() {
    return empty;
  }

  /** Share of the file that has been read, 0 to 1. */
  public double share() {
    return size == 0 ? 1 : Math.min(1, (double) lines.bytes() / size);
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
