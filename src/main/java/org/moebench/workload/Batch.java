// SPDX-License-Identifier: Apache-2.0
package org.moebench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.moebench.fault.ExitStatus;
import org.moebench.fault.NearestName;
import org.moebench.fault.UserError;

/**
 * How many requests are decoded together: always as many, or as many as a service has in flight.
 *
 * @param name as written in commands: the number, or the name of the service's {@link
 *     RequestLengths}
 * @param size requests, or 0 if they vary from token to token
 */
public record Batch(String name, int size) {
  /** Most requests of a batch. */
  public static final int MOST = 4096;

  /**
   * Reads a batch.
   *
   * @param text a whole number from 1 to {@link #MOST}, or the name of request lengths
   * @throws UserError USAGE if it is neither
   */
  public static Batch parse(String text) {
    if (text.matches("[-+]?\\d+")) {
      int size = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
      if (size < 1 || size > MOST) {
        throw new UserError(
            ExitStatus.USAGE, "batch %s: expected 1 to %s requests".formatted(text, MOST));
      }
      return new Batch(Integer.toString(size), size);
    }
    List<String> names = RequestLengths.names();
    if (!names.contains(text)) {
      throw new UserError(
          ExitStatus.USAGE,
          "batch '%s': expected a number of requests or one of %s; did you mean '%s'?"
              .formatted(text, String.join(", ", names), NearestName.of(text, names)));
    }
    return new Batch(text, 0);
  }

  /** Whether the number of requests varies. */
  public boolean varies() {
    return size == 0;
  }

  /**
   * The requests that each of some tokens in turn is generated for. Tokens without any are left
   * out.
   *
   * @return numbers of the requests, ascending, for each token; a request stays for consecutive
   *     tokens
   */
  List<int[]> requests(int tokens, long seed) {
    List<int[]> requests = new ArrayList<>();
    if (!varies()) {
      int[] all = IntStream.range(0, size).toArray();
      IntStream.range(0, tokens).forEach(token -> requests.add(all));
      return requests;
    }
    InFlight inFlight = new InFlight(RequestLengths.find(name), seed);
    while (requests.size() < tokens) {
      int[] present = inFlight.nextToken();
      if (present.length > 0) {
        requests.add(present);
      }
    }
    return requests;
  }
}
