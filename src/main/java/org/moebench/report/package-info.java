// SPDX-License-Identifier: Apache-2.0
/**
 * Reports: a result set in, a page, Markdown, charts and CSV out. Reads nothing but the result set,
 * so a report can be made again from an old file.
 *
 * <p>{@code document} is a report before it has a format, and the renderers; {@code chart} is the
 * house style of charts (XChart is used there and in the charts themselves, nowhere else); {@code
 * evidence} is what all operations share; {@code prefill} and {@code routing} judge and describe
 * runs of these operations; {@code profile} makes its page of a profile alone.
 */
package org.moebench.report;
