// SPDX-License-Identifier: Apache-2.0
package org.moebench.gate.baseline;

import org.moebench.gate.Fingerprint;

/** Short names of fingerprints: folders of baselines are called so. */
public final class FingerprintId {
  /** A name of a fingerprint as a regular expression. */
  static final String PATTERN = "[0-9a-f]{12}";

  private static final int DIGITS = 12;

  private FingerprintId() {}

  /** The first 12 hexadecimal digits of the SHA-256 of all parts with their names. */
  public static String of(Fingerprint fingerprint) {
    StringBuilder text = new StringBuilder();
    fingerprint
        .parts()
        .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return Sha256.of(text.toString()).substring(0, DIGITS);
  }
}
