// SPDX-License-Identifier: Apache-2.0
package org.moebench.capture;

import java.nio.charset.StandardCharsets;

/**
 * A text to run a model over.
 *
 * @param prompt what a user gave; may be empty
 * @param response what a model answered; may be empty
 */
public record Prompt(String prompt, String response) {
  /** Whether there is no text at all. */
  public boolean isEmpty() {
    return prompt.isEmpty() && response.isEmpty();
  }

  /** Prompt and response, with a line break between them if there are both. */
  public String text() {
    return prompt.isEmpty() || response.isEmpty() ? prompt + response : prompt + "\n" + response;
  }

  /** UTF-8 bytes of {@link #text} before the response. */
  public int promptBytes() {
    int bytes = prompt.getBytes(StandardCharsets.UTF_8).length;
    return prompt.isEmpty() || response.isEmpty() ? bytes : bytes + 1;
  }
}
