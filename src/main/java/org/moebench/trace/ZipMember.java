// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/**
 * A file within a zip archive.
 *
 * @param name name
 * @param method how it is compressed: {@link #STORED} or {@link #DEFLATED}
 * @param crc CRC-32 of its content
 * @param compressed bytes in the archive
 * @param size bytes of its content, as declared
 * @param local where its local header starts
 */
record ZipMember(String name, int method, int crc, long compressed, long size, long local) {
  static final int STORED = 0;
  static final int DEFLATED = 8;
}
