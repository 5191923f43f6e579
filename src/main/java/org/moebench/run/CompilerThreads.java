// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks the operating system whether this JVM's optimizing compiler (C2) is at work. The JVM itself
 * only counts compilations that have ended, those of the quick compiler included, and one of a
 * large kernel takes longer than any pause between two.
 *
 * <p>Looking must not be work for the compilers, so files stay open and are read into one buffer.
 */
public final class CompilerThreads implements AutoCloseable {
  /** The system cuts {@code C2 CompilerThread0} to 15 letters. */
  private static final String NAME = "C2 CompilerThre";

  /** States of a thread that wants a processor or waits for the disk; the others sleep. */
  private static final String AWAKE = "RD";

  /** Of the fields after the name: the first is the state, these two the time spent. */
  private static final int USER_TIME = 11;

  private static final int SYSTEM_TIME = 12;

  private final List<RandomAccessFile> stats = new ArrayList<>();
  private final byte[] buffer = new byte[1024];
  private long spent;

  private CompilerThreads(Path tasks) {
    if (!Files.isDirectory(tasks)) {
      return;
    }
    try (Stream<Path> all = Files.list(tasks)) {
      for (Path task : all.toList()) {
        if (ProcText.line(task.resolve("comm")).orElse("").equals(NAME)) {
          stats.add(new RandomAccessFile(task.resolve("stat").toFile(), "r"));
        }
      }
    } catch (IOException e) {
      close();
    }
  }

  /** The compilers of this JVM as they are now; none where the system does not show them. */
  public static CompilerThreads ofThisProcess() {
    return in(Path.of("/proc/self/task"));
  }

  static CompilerThreads in(Path tasks) {
    return new CompilerThreads(tasks);
  }

  /** Whether the system shows them. */
  public boolean known() {
    return !stats.isEmpty();
  }

  /** Whether any is awake, or has been since the last look. */
  public boolean worked() {
    long total = 0;
    boolean awake = false;
    for (RandomAccessFile stat : stats) {
      int length = read(stat);
      int at = afterName(length);
      awake |= at < length && AWAKE.indexOf(buffer[at]) >= 0;
      total += field(at, length, USER_TIME) + field(at, length, SYSTEM_TIME);
    }
    boolean worked = awake || total != spent;
    spent = total;
    return worked;
  }

  /** Bytes read; 0 if the thread has ended. */
  private int read(RandomAccessFile stat) {
    try {
      stat.seek(0);
      return Math.max(0, stat.read(buffer, 0, buffer.length));
    } catch (IOException e) {
      return 0;
    }
  }

  /** The name stands in parentheses and may hold any letter. */
  private int afterName(int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (buffer[i] == ')') {
        return i + 2;
      }
    }
    return length;
  }

  /** A number, counted from the state on; 0 if there are fewer fields. */
  private long field(int from, int length, int index) {
    int at = from;
    for (int field = 0; field < index && at < length; at++) {
      field += buffer[at] == ' ' ? 1 : 0;
    }
    long value = 0;
    for (; at < length && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
      value = 10 * value + buffer[at] - '0';
    }
    return value;
  }

  /** Read-only files: nothing can be lost. */
  @Override
  public void close() {
    stats.forEach(CompilerThreads::closeQuietly);
    stats.clear();
  }

  @SuppressWarnings("EmptyCatch") // see close
  private static void closeQuietly(RandomAccessFile stat) {
    try {
      stat.close();
    } catch (IOException e) {
      // The system frees it with the process.
    }
  }
}
