/**
 * Recorded routing: which experts the tokens of a model took, with gate weights and norms of the
 * experts' outputs where they were recorded. Files are read as streams of {@link
 * org.moebench.trace.TraceBlock}s, whatever their format, so that a trace may be far larger than
 * memory.
 */
package org.moebench.trace;
