// SPDX-License-Identifier: Apache-2.0
package org.moebench.fault;

/**
 * A failure the user can act on: its message is one line that says what is wrong, where, and what
 * to do. The command line prints it without a stack trace and exits with its status.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  public UserError(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  public UserError(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  public ExitStatus status() {
    return status;
  }
}
