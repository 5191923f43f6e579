// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.List;
import java.util.Map;

/**
 * A whole report before it is rendered.
 *
 * @param title heading of the page
 * @param subtitle what was measured, in a line
 * @param sections content in order
 * @param pictures charts by name; a chart block whose name is missing is left out
 * @param data CSV files for {@code data/}
 */
public record Document(
    String title,
    String subtitle,
    List<Section> sections,
    Map<String, Picture> pictures,
    List<CsvTable> data) {}
