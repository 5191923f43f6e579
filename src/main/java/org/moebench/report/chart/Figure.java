// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.chart;

import java.util.function.Function;
import org.knowm.xchart.XYChart;

/**
 * A chart to be drawn.
 *
 * @param name file name without extension, unique in the report
 * @param title what it shows
 * @param alt the same for readers who cannot see it, with its main figures
 * @param csv file under {@code data/} with the charted figures
 * @param draw draws it for a canvas
 */
public record Figure(
    String name, String title, String alt, String csv, Function<Canvas, XYChart> draw) {}
