// SPDX-License-Identifier: Apache-2.0
/**
 * What people and pipelines read of a gate run: page, Markdown, tables, JUnit XML, annotations,
 * terminal; all made from {@code gate.json} alone.
 */
package org.moebench.gate.page;
