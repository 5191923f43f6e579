// SPDX-License-Identifier: Apache-2.0
package org.moebench.run;

/**
 * One thing that {@link Doctor} looked at.
 *
 * @param level how it is
 * @param name what was looked at
 * @param finding what was found
 * @param advice what to do; {@code null} if nothing
 */
public record DoctorCheck(Level level, String name, String finding, String advice) {
  /** How a check came out. */
  public enum Level {
    OK,
    /** Figures can be made, but will be noisier, lower or fewer than they could be. */
    WARN,
    /** Nothing can be measured here until this is changed. */
    FAIL
  }

  static DoctorCheck ok(String name, String finding) {
    return new DoctorCheck(Level.OK, name, finding, null);
  }

  static DoctorCheck warn(String name, String finding, String advice) {
    return new DoctorCheck(Level.WARN, name, finding, advice);
  }

  static DoctorCheck fail(String name, String finding, String advice) {
    return new DoctorCheck(Level.FAIL, name, finding, advice);
  }
}
