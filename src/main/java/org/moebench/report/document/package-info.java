// SPDX-License-Identifier: Apache-2.0
/** A report free of any output format, and its renderers to HTML, Markdown and text. */
package org.moebench.report.document;
