// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodTest {
  @ParameterizedTest
  @CsvSource({
    "2017-04-01, 2017-06-30, 2017-01-01, 2017-03-31",
    "2017-01-01, 2017-03-31, 2016-10-01, 2016-12-31",
    "2017-03-01, 2017-03-31, 2017-02-01, 2017-02-28",
    "2016-02-01, 2016-02-29, 2016-01-01, 2016-01-31",
    "2017-02-01, 2017-04-30, 2016-11-04, 2017-01-31",
    "2017-04-02, 2017-06-30, 2017-01-02, 2017-04-01",
    "2017-06-15, 2017-06-15, 2017-06-14, 2017-06-14",
    "2017-06-12, 2017-06-18, 2017-06-05, 2017-06-11",
    "2017-01-01, 2017-12-31, 2016-01-02, 2016-12-31"
  })
  void isComparedWithTheQuarterOrMonthBeforeOrElseAsManyDays(
      String from, String to, String previousFrom, String previousTo) {
    Period previous = period(from, to, "UTC").previous();

    assertThat(previous.from()).isEqualTo(previousFrom);
    assertThat(previous.to()).isEqualTo(previousTo);
  }

  @Test
  void countsDaysInItsZone() {
    Period day = period("2017-04-01", "2017-04-01", "Asia/Tokyo");

    assertThat(day.start()).isEqualTo("2017-03-31T15:00:00Z");
    assertThat(day.end()).isEqualTo("2017-04-01T15:00:00Z");
    assertThat(day.days()).isEqualTo(1.0);
  }

  @Test
  void knowsThatADayMayHaveTwentyThreeOrTwentyFiveHours() {
    Period spring = period("2017-03-26", "2017-03-26", "Europe/Berlin");
    Period autumn = period("2017-10-29", "2017-10-29", "Europe/Berlin");

    assertThat(spring.days()).isCloseTo(23 / 24.0, within(1e-9));
    assertThat(autumn.days()).isCloseTo(25 / 24.0, within(1e-9));
    assertThat(spring.previous().end()).isEqualTo(spring.start());
  }

  @Test
  void startsAtTheFirstInstantWhereMidnightDoesNotExist() {
    assertThat(period("2018-11-04", "2018-11-04", "America/Sao_Paulo").start())
        .isEqualTo("2018-11-04T03:00:00Z");
  }

  @Test
  void cannotEndBeforeItBegins() {
    assertThatThrownBy(() -> period("2017-04-02", "2017-04-01", "UTC"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends on 2017-04-01, before it begins");
  }

  private static Period period(String from, String to, String zone) {
    return new Period(LocalDate.parse(from), LocalDate.parse(to), ZoneId.of(zone));
  }
}
