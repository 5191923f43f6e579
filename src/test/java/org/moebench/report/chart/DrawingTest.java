// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.moebench.report.document.Picture;

class DrawingTest {
  private static final Figure GOOD =
      new Figure(
          "good",
          "Good",
          "a line",
          "good.csv",
          canvas ->
              new Plot(canvas, 300, "x", "y")
                  .range(0, 3, 0, 1)
                  .logY(200)
                  .line("l", new double[] {1, 2}, new double[] {0.2, 0.9}, look())
                  .chart());

  private static Look look() {
    return Look.solid(Palette.BLUE, SeriesMarkers.CIRCLE);
  }

  private static Figure failing(Throwable cause) {
    return new Figure(
        "bad",
        "Bad",
        "nothing",
        "bad.csv",
        canvas -> {
          if (cause instanceof Error error) {
            throw error;
          }
          throw new IllegalStateException(cause);
        });
  }

  @Test
  void drawsBothWidthsAtTwiceTheResolution() throws IOException {
    Picture picture = Drawing.of(List.of(GOOD)).pictures().get("good");
    assertThat(picture.narrow().width()).isLessThan(picture.wide().width());
    assertThat(ImageIO.read(new ByteArrayInputStream(picture.wide().bytes())).getWidth())
        .isEqualTo(2 * picture.wide().width());
    assertThat(new String(picture.svg(), java.nio.charset.StandardCharsets.UTF_8)).contains("<svg");
  }

  @Test
  void aJvmWithoutFontsCostsTheChartsOnly() {
    Drawing drawing =
        Drawing.of(
            List.of(
                failing(new InternalError("no fonts")),
                failing(new NoClassDefFoundError("java/awt/Font")),
                failing(new InternalError("no fonts")),
                GOOD));
    assertThat(drawing.pictures()).containsOnlyKeys("good");
    assertThat(drawing.problems())
        .containsExactly("InternalError: no fonts", "NoClassDefFoundError: java/awt/Font");
  }
}
