// SPDX-License-Identifier: Apache-2.0
package org.moebench.profile;

import java.nio.file.Path;

/**
 * How a profiler works; none of it changes what comes out.
 *
 * @param threads threads that read and sum up, at least 1
 * @param saveEvery tokens after which each thread's state is kept anew; 0 keeps it only when the
 *     run stops early
 * @param checkpoint file the state is kept in
 * @param resume whether to go on from that file
 */
public record ProfilerSettings(int threads, long saveEvery, Path checkpoint, boolean resume) {}
