// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.moebench.fault.UserError;

/**
 * The arrays of one trace, by name: {@code ids}, and the optional {@code weights}, {@code norms},
 * {@code max}, {@code seq}, {@code pos} and {@code phase}. Their shapes and types fit each other.
 *
 * @param file the file, which holds their bytes
 * @param stated what the file says of itself
 * @param arrays those there are
 */
record TraceArrays(MappedFile file, HeaderJson stated, Map<String, NpyArray> arrays) {
  static final String IDS = "ids";
  static final String WEIGHTS = "weights";
  static final String NORMS = "norms";
  static final String MAXIMA = "max";
  static final String SEQUENCES = "seq";
  static final String POSITIONS = "pos";
  static final String PHASES = "phase";

  /** All names. */
  static final List<String> NAMES =
      List.of(IDS, WEIGHTS, NORMS, MAXIMA, SEQUENCES, POSITIONS, PHASES);

  /** Floats, shape as ids. */
  private static final List<String> FIGURES = List.of(WEIGHTS, NORMS, MAXIMA);

  /**
   * @throws UserError BAD_INPUT, one line, if arrays do not fit
   */
  TraceArrays {
    NpyArray ids = arrays.get(IDS);
    String name = file.name();
    requireIds(name, ids);
    for (String other : NAMES) {
      if (arrays.containsKey(other) && !other.equals(IDS)) {
        requireFit(name, other, arrays.get(other).header(), ids);
      }
    }
  }

  private static void requireIds(String name, NpyArray ids) {
    NpyHeader header = ids.header();
    if (!header.type().isWhole()) {
      throw TraceError.at(
          name, IDS, "of type %s: expected whole numbers".formatted(header.type().text()));
    }
    int dimensions = header.shape().size();
    if (dimensions < 2 || dimensions > 3) {
      throw TraceError.at(
          name,
          IDS,
          "of shape %s: expected (tokens, layers, slots) or (tokens, slots)"
              .formatted(header.shapeText()));
    }
    if (ids.tokens() > Integer.MAX_VALUE) {
      throw tooMany(name, header, "tokens", Integer.MAX_VALUE);
    }
    if (ids.layers() < 1 || ids.layers() > TraceHeader.MOST_LAYERS) {
      throw tooMany(name, header, "layers", TraceHeader.MOST_LAYERS);
    }
    if (ids.slots() < 1 || ids.slots() > TraceHeader.MOST_EXPERTS) {
      throw tooMany(name, header, "slots", TraceHeader.MOST_EXPERTS);
    }
  }

  private static UserError tooMany(String name, NpyHeader header, String what, int most) {
    return TraceError.at(
        name,
        IDS,
        "of shape %s: expected at most %d %s, at least 1"
            .formatted(header.shapeText(), most, what));
  }

  private static void requireFit(String name, String array, NpyHeader header, NpyArray ids) {
    boolean figures = FIGURES.contains(array);
    if (header.type().isWhole() == figures) {
      throw TraceError.at(
          name,
          array,
          "of type %s: expected %s"
              .formatted(header.type().text(), figures ? "f2, f4 or f8" : "whole numbers"));
    }
    List<Long> expected = figures ? ids.header().shape() : List.of(ids.tokens());
    if (!header.shape().equals(expected)) {
      throw TraceError.at(
          name,
          array,
          "of shape %s, ids of shape %s: expected %s"
              .formatted(
                  header.shapeText(),
                  ids.header().shapeText(),
                  figures ? "the same" : "one number per token"));
    }
  }

  /**
   * An array of a file.
   *
   * @param bytes the array with its header
   * @param place for messages, for example {@code ids}
   * @throws UserError BAD_INPUT, one line, if it is wrong or cut
   */
  static NpyArray array(MemorySegment bytes, String name, String place, TraceProblems problems) {
    NpyHeader header = NpyHeader.parse(bytes, name, place);
    long there = bytes.byteSize() - header.length();
    requireData(header, there, name, place);
    if (there > header.dataBytes()) {
      problems.report(
          name,
          place,
          "%d bytes after the end of the array at byte %d: expected none"
              .formatted(there - header.dataBytes(), header.length() + header.dataBytes()));
    }
    return new NpyArray(header, bytes.asSlice(header.length(), header.dataBytes()));
  }

  /**
   * Makes sure that all elements are there.
   *
   * @param there bytes of data
   */
  static void requireData(NpyHeader header, long there, String name, String place) {
    long needed = header.dataBytes();
    if (there >= needed) {
      return;
    }
    String part = "%d of %d bytes".formatted(there, needed);
    if (!header.fortran() && !header.shape().isEmpty()) {
      long tokens = header.shape().get(0);
      part = "%d of %d tokens (%s)".formatted(there / (needed / tokens), tokens, part);
    }
    throw TraceError.at(
        name,
        place,
        "cut short: shape %s declared, %s are there: copy the file again"
            .formatted(header.shapeText(), part));
  }
}
