// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.central.store.FlowFilter;

class RankQuestionTest {
  @ParameterizedTest
  @CsvSource({
    "445/tcp, 6, 445, , ",
    "53/udp, 17, 53, , ",
    "8/icmp, 1, , 8, ",
    "3.1/icmp, 1, , 3, 1",
    "128/icmp6, 58, , 128, ",
    "47, 47, , , "
  })
  void readsPortsAsPeopleWriteThem(
      String words, Integer protocol, Integer port, Integer type, Integer code) {
    FlowFilter filter = PortWords.parse(words);

    assertThat(filter).isEqualTo(new FlowFilter(null, null, protocol, port, type, code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcp/445",
        "445",
        "65536/tcp",
        "3.1/tcp",
        "256/icmp",
        "3.999/icmp",
        "",
        "445/TCP",
        "1/foo"
      })
  void refusesWhatIsNoPort(String words) {
    assertThatThrownBy(() -> PortWords.parse(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("write 445/tcp");
  }

  @ParameterizedTest
  @CsvSource({
    "2017-13-01, 2017-06-30, UTC, 10, scan, , is not a date",
    "2017-04-01, 2017-06-30, Mars/Base, 10, scan, , is not a time zone",
    "2017-04-01, 2017-06-30, UTC, 0, scan, , the limit must be",
    "2017-04-01, 2017-06-30, UTC, 10, attack, , is not a traffic class",
    "2017-04-01, 2017-06-30, UTC, 10, scan, Japan, is not a country",
    "1917-04-01, 2017-06-30, UTC, 10, scan, , is not a day of 1970"
  })
  void refusesWrongWords(
      String from, String to, String zone, int limit, String word, String country, String what) {
    assertThatThrownBy(
            () ->
                new RankQuestion(
                    RankSubject.PORTS,
                    from,
                    to,
                    zone,
                    limit,
                    RankBy.PACKETS,
                    null,
                    null,
                    country,
                    word))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(what);
  }

  @Test
  void takesAllClassesForNoFilter() {
    RankQuestion question =
        new RankQuestion(
            RankSubject.PORTS,
            "2017-04-01",
            "2017-06-30",
            "UTC",
            10,
            RankBy.RATE,
            null,
            "22/tcp",
            "JP",
            "all");

    assertThat(question.filter()).isEqualTo(new FlowFilter(null, "JP", 6, 22, null, null));
  }
}
