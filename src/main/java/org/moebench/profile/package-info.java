/**
 * Statistics of recorded routing: whether a model's expert choices have locality to exploit, and
 * which experts matter. Sums of layers are mergeable; figures follow from them.
 *
 * <p>Figures, field names and edge cases follow the routed-expert locality profiler of ds4 and the
 * expert profiler and REAP observer around llama.cpp, without their defects.
 */
package org.moebench.profile;
