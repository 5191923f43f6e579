// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.awt.AWTError;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.moebench.report.document.Picture;

/**
 * Draws figures to bytes.
 *
 * <p>A report without charts is better than none: where the JVM cannot draw (no fonts, no {@code
 * java.desktop}), the picture is left out and the problem recorded.
 *
 * @param pictures what could be drawn, by name
 * @param problems one line for each distinct failure
 */
public record Drawing(Map<String, Picture> pictures, List<String> problems) {
  /** Pixels per CSS pixel, so that charts are sharp on dense screens. */
  private static final int SCALE = 2;

  /** Draws all figures, in order. */
  public static Drawing of(List<Figure> figures) {
    Map<String, Picture> pictures = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (Figure figure : figures) {
      try {
        pictures.put(figure.name(), drawAlsoAtTheEnd(figure));
      } catch (RuntimeException | LinkageError | InternalError | AWTError | IOException e) {
        String problem = e.getClass().getSimpleName() + ": " + e.getMessage();
        if (!problems.contains(problem)) {
          problems.add(problem);
        }
      }
    }
    return new Drawing(pictures, problems);
  }

  /**
   * While the JVM shuts down, as after Ctrl-C, the first drawing fails: Java's desktop library
   * wants to be told of the end and is too late. It does not ask again.
   */
  private static Picture drawAlsoAtTheEnd(Figure figure) throws IOException {
    try {
      return draw(figure);
    } catch (IllegalStateException shutdownInProgress) {
      return draw(figure);
    }
  }

  private static Picture draw(Figure figure) throws IOException {
    ByteArrayOutputStream svg = new ByteArrayOutputStream();
    ChartEncoder.saveChart(figure.draw().apply(Canvas.WIDE), svg, "svg");
    return new Picture(
        figure.name(),
        figure.title(),
        figure.alt(),
        figure.csv(),
        png(figure.draw().apply(Canvas.WIDE)),
        png(figure.draw().apply(Canvas.NARROW)),
        svg.toByteArray());
  }

  private static Picture.Png png(XYChart chart) throws IOException {
    int width = chart.getWidth();
    int height = chart.getHeight();
    BufferedImage image =
        new BufferedImage(width * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(SCALE, SCALE);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      chart.paint(graphics, width, height);
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "png", bytes);
    return new Picture.Png(width, height, bytes.toByteArray());
  }
}
