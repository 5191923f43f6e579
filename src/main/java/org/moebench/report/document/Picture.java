// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

/**
 * A chart drawn to bytes.
 *
 * @param name file name without extension, unique in the report
 * @param title what it shows
 * @param alt the same for readers who cannot see it, with its main figures
 * @param csv file under {@code data/} with the charted figures
 * @param wide PNG for desktop widths, {@code null} if it could not be drawn
 * @param narrow PNG for phones: the same chart with larger letters
 * @param svg SVG of the wide form
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(
    String name, String title, String alt, String csv, Png wide, Png narrow, byte[] svg) {
  /**
   * A PNG and the size it is shown at.
   *
   * @param width width on the page in CSS pixels
   * @param height height on the page in CSS pixels
   */
  public record Png(int width, int height, byte[] bytes) {}
}
