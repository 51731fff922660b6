// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
  /** Groups are written before>during over address-days. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          all groups doubled             | rise | 10>20/600  5>11/200           | true true        | global
          one doubled                    | rise | 10>20/600  5>5.2/200          | true false       | local
          a small one of many            | rise | 10>10/900  8>24/60            | false true       | local
          two of three                   | rise | 10>20/600  5>10/200  7>7/300  | true true false  | partial
          levels differ, parts do not    | rise | 1>1.3/900  9>11.5/900         | true true        | global
          a port that appeared in one    | rise | 0>4/600    0>0.02/600         | true false       | local
          a port that appeared in both   | rise | 0>4/600    0>1/600            | true true        | global
          a fall in both                 | fall | 10>4/600   5>2.4/600          | true true        | global
          a fall in one, a rise in one   | fall | 10>4/600   5>6/600            | true false       | local
          too few packets in one         | rise | 1>2/600    1>1/20             | true null        | unclear
          one was not there before       | rise | 1>2/600    NaN>2/600          | true null        | unclear
          one group                      | rise | 1>2/600                       | true             | unclear
          nobody moved                   | rise | 5>5/600    5>4/600            | null null        | unclear
          """)
  void tellsWhichGroupsSeeAChange(
      String what, String direction, String groups, String seen, String spread) {
    List<Movement> movements = new ArrayList<>();
    for (String group : groups.split(" +", -1)) {
      String[] parts = group.split("[>/]", -1);
      movements.add(
          new Movement(
              Double.parseDouble(parts[0]),
              Double.parseDouble(parts[1]),
              Double.parseDouble(parts[2])));
    }

    List<Boolean> found = Spread.seen(direction.equals("rise"), movements);

    assertThat(found).extracting(String::valueOf).containsExactly(seen.split(" ", -1));
    assertThat(Spread.of(found).label()).isEqualTo(spread);
  }
}
