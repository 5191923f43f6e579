// SPDX-License-Identifier: Apache-2.0
package org.moebench.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenRowsTest {
  private final TokenRows rows = new TokenRows();

  @Test
  void tokensGetRowsInTheOrderTheyAreFirstSeen() {
    assertThat(rows.place(7, 0, 3)).isEqualTo(new TokenRows.Place(0, 3, true));
    assertThat(rows.place(2, 5, 2)).isEqualTo(new TokenRows.Place(3, 2, true));
    assertThat(rows.place(7, 3, 1)).isEqualTo(new TokenRows.Place(5, 1, true));
    assertThat(rows.rows()).isEqualTo(6);
  }

  @Test
  void knownTokensKeepTheirRowsUpToTheEndOfTheirRun() {
    rows.place(7, 0, 3);
    rows.place(2, 0, 1);
    rows.place(7, 3, 4);

    assertThat(rows.place(7, 1, 6)).isEqualTo(new TokenRows.Place(1, 2, false));
    assertThat(rows.place(7, 3, 4)).isEqualTo(new TokenRows.Place(4, 4, false));
  }

  @Test
  void aRunThatGoesOnStaysOne() {
    rows.place(0, 0, 3);
    rows.place(0, 3, 3);

    assertThat(rows.place(0, 0, 6)).isEqualTo(new TokenRows.Place(0, 6, false));
  }

  @Test
  void earlierPositionsThatComeLaterGetLaterRows() {
    rows.place(0, 10, 2);

    assertThat(rows.place(0, 8, 4)).isEqualTo(new TokenRows.Place(2, 1, true));
    assertThat(rows.place(0, 9, 3)).isEqualTo(new TokenRows.Place(3, 1, true));
    assertThat(rows.place(0, 10, 2)).isEqualTo(new TokenRows.Place(0, 2, false));
    assertThat(rows.place(0, 8, 4)).isEqualTo(new TokenRows.Place(2, 2, false));
  }

  /** Against a map with an entry per token, on requests in batches, repeated and shuffled. */
  @Test
  void agreesWithAMapOfAllTokens() {
    Random random = new Random(11);
    Map<Long, Integer> expected = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      int sequence = random.nextInt(5);
      int position = random.nextInt(400);
      int most = 1 + random.nextInt(6);
      TokenRows.Place place = rows.place(sequence, position, most);
      assertThat(place.count()).isBetween(1, most);
      for (int t = 0; t < place.count(); t++) {
        Integer before =
            expected.putIfAbsent((long) sequence << 32 | position + t, place.first() + t);
        assertThat(before == null).isEqualTo(place.fresh());
        if (before != null) {
          assertThat(place.first() + t).isEqualTo(before);
        }
      }
    }
    assertThat(rows.rows()).isEqualTo(expected.size()).isGreaterThan(1900);
  }
}
