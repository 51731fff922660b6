// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.flowtuple.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.flowtuple.SensorState;

class StateJsonTest {
  private static final String GOOD =
      "{\"clock\":1800000000000,\"observing\":false,\"lag_seconds\":61,\"waiting_batches\":2,"
          + "\"aside_batches\":1,\"reasons\":[\"interface mon0 is down\"]}";

  private static SensorState read(String json) {
    return StateJson.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatItWrote() {
    SensorState state = read(GOOD);

    assertThat(state)
        .isEqualTo(
            new SensorState(
                1_800_000_000_000L, false, 61, 2, 1, List.of("interface mon0 is down")));
    assertThat(new String(StateJson.write(state), StandardCharsets.US_ASCII)).isEqualTo(GOOD);
  }

  @Test
  void theLargestStateFits() {
    String longest = SensorState.reason("\"".repeat(1_000));
    SensorState state =
        new SensorState(
            SensorState.MAX_CLOCK_MILLIS,
            true,
            SensorState.MAX_LAG_SECONDS,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            Collections.nCopies(SensorState.MAX_REASONS, longest.replace('"', 'x')));

    assertThat(StateJson.read(StateJson.write(state))).isEqualTo(state);
  }

  @Test
  void passesOverWhatANewerSensorSaysBesides() {
    assertThat(read(GOOD.replace("{", "{\"mood\":\"good\",")).lagSeconds()).isEqualTo(61);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "61         | -1                     | lag_seconds",
        "61         | 999999999999           | lag_seconds",
        "61         | 6.1                    | lag_seconds is not a whole number",
        "false      | \"no\"                 | observing",
        "1800000000000 | 999999999999999999  | clock",
        "[\"interface mon0 is down\"] | 7    | reasons",
        "[\"interface mon0 is down\"] | [[]] | reasons",
        "[\"interface mon0 is down\"] | [\"\\u001b[2J\"] | reasons",
        "[\"interface mon0 is down\"] | [\"\"] | reasons",
        "[\"interface mon0 is down\"] | [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"] | reasons",
        "\"lag_seconds\":61, | \"lag_seconds\":61,\"lag_seconds\":61, | not JSON",
        "\"lag_seconds\":61, | '' | lag_seconds is missing",
      })
  void refusesWhatIsOutOfBounds(String part, String instead, String said) {
    assertThat(GOOD).contains(part);
    assertThatThrownBy(() -> read(GOOD.replace(part, instead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void refusesWhatIsNoState() {
    for (String text : List.of("", "[]", "null", "{", "[".repeat(2_000), "x".repeat(5_000))) {
      assertThatThrownBy(() -> read(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void takesOutOfASentenceWhatCannotBePrinted() {
    assertThat(SensorState.reason(" \u001b[31mred\n")).isEqualTo("?[31mred");
    assertThat(SensorState.reason("")).isEqualTo("?");
  }
}
