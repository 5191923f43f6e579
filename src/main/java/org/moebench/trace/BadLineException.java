// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

/** A line that is left out if reading goes on: what is wrong with it. */
final class BadLineException extends Exception {
  private static final long serialVersionUID = 1L;

  BadLineException(String what) {
    super(what);
  }
}
