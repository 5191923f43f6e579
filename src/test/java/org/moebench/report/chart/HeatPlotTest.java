// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.moebench.report.chart.HeatPlot.Step;

class HeatPlotTest {
  private static final Color LOW = new Color(0xF0, 0xE0, 0x20);
  private static final Color HIGH = new Color(0x20, 0x10, 0x80);

  private static BufferedImage draw(List<double[]> values) throws IOException {
    HeatPlot plot =
        new HeatPlot(
            "x",
            "y",
            IntStream.range(0, values.size()).mapToObj(i -> "row " + i).toList(),
            1,
            List.of(
                new Step("", 0, Color.WHITE), new Step("low", 1, LOW), new Step("high", 2, HIGH)),
            values);
    Drawing drawing = Drawing.of(List.of(new Figure("heat", "heat", "", "a.csv", plot::draw)));
    assertThat(drawing.problems()).isEmpty();
    byte[] bytes = drawing.pictures().get("heat").wide().bytes();
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static int[] pixels(BufferedImage image, Color color) {
    int rgb = color.getRGB();
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .filter(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()) == rgb)
        .toArray();
  }

  @Test
  void cellsHaveTheColourOfTheirStepAndTheFirstRowIsOnTop() throws IOException {
    BufferedImage image = draw(List.of(new double[] {0.5, 0.5, 0, 1}, new double[] {2, 2, 9, 0}));
    int[] low = pixels(image, LOW);
    int[] high = pixels(image, HIGH);
    // Three cells each, besides the key of the legend.
    assertThat((double) low.length / high.length).isCloseTo(1, within(0.1));
    assertThat(low[0]).isLessThan(high[0]);
    assertThat(low.length).isGreaterThan(image.getWidth() * image.getHeight() / 10);
  }

  @Test
  void oneCellIsEnough() throws IOException {
    assertThat(pixels(draw(List.of(new double[] {1})), LOW)).hasSizeGreaterThan(10_000);
  }
}
