// SPDX-License-Identifier: Apache-2.0
package org.moebench.report.document;

import java.util.List;

/**
 * A titled part of a report.
 *
 * @param id anchor, stable across versions
 * @param title heading
 * @param blocks content in order
 */
public record Section(String id, String title, List<Block> blocks) {}
