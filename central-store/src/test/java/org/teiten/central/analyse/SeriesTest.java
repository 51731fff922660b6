// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.ingest.CentreUnderTest;
import org.teiten.flowtuple.batch.EpochKind;

/** Rankings over time, against numbers computed by hand. */
class SeriesTest {
  private static final Clock LATER =
      Clock.fixed(Instant.parse("2026-07-02T12:00:00Z"), ZoneOffset.UTC);

  @TempDir private Path data;
  private CentreUnderTest centre;
  private Rankings rankings;
  private int epoch;

  @BeforeEach
  void starts() throws IOException {
    centre = new CentreUnderTest(data);
    rankings = new Rankings(ServiceNames.NONE, LATER);
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  private SeriesAnswer ask(String from, String to, String zone, SeriesUnit unit, RankBy by)
      throws Exception {
    RankQuestion ranking =
        new RankQuestion(RankSubject.PORTS, from, to, zone, 2, by, null, null, null, "scan");
    try (Connection connection = centre.store.connect()) {
      return rankings.series(connection, new SeriesQuestion(ranking, unit));
    }
  }

  /** An hour that a sensor with some addresses observed, with packets of one source to a port. */
  private void hour(String sensor, String start, int addresses, String source, int port, long n)
      throws Exception {
    Batch batch = Batch.of(sensor, ++epoch, 0).kind(EpochKind.SIMULATION);
    centre.restore(
        batch.interval(start, 3_600).monitoring(addresses, 0).tcp(source, port, n).and());
  }

  private static List<Long> packets(SeriesAnswer answer, int line) {
    return answer.series().get(line).points().stream().map(SeriesAnswer.Point::packets).toList();
  }

  @Test
  void followsTheFirstRowsByDayOfTheZone() throws Exception {
    hour("a", "2017-06-13T15:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("a", "2017-06-14T14:00:00Z", 1, "203.0.113.1", 22, 6);
    hour("a", "2017-06-14T15:00:00Z", 1, "203.0.113.1", 22, 1);
    hour("a", "2017-06-14T16:00:00Z", 1, "203.0.113.1", 23, 9);
    hour("a", "2017-06-14T17:00:00Z", 1, "203.0.113.1", 80, 2);

    SeriesAnswer answer =
        ask("2017-06-14", "2017-06-16", "Asia/Tokyo", SeriesUnit.DAY, RankBy.PACKETS);

    assertThat(answer.series()).hasSize(2);
    assertThat(answer.series().get(0).total().port()).isEqualTo(22);
    assertThat(answer.series().get(0).total().packets()).isEqualTo(12);
    assertThat(packets(answer, 0)).containsExactly(11L, 1L, 0L);
    assertThat(packets(answer, 1)).containsExactly(0L, 9L, 0L);
    assertThat(answer.buckets())
        .extracting(SeriesAnswer.Bucket::from)
        .containsExactly(
            "2017-06-14T00:00:00+09:00", "2017-06-15T00:00:00+09:00", "2017-06-16T00:00:00+09:00");
    assertThat(answer.simulated()).isTrue();
  }

  @Test
  void saysWhatWasObservedInEachBucketAndMakesRatesOfThat() throws Exception {
    for (int hour = 0; hour < 24; hour += 2) {
      hour("a", "2017-06-14T%02d:00:00Z".formatted(hour), 2, "203.0.113.1", 22, 1);
    }
    hour("b", "2017-06-14T00:00:00Z", 1, "203.0.113.1", 22, 100); // less than a tenth of a day
    hour("b", "2017-06-15T00:00:00Z", 1, "203.0.113.1", 22, 2);

    SeriesAnswer days = ask("2017-06-14", "2017-06-15", "UTC", SeriesUnit.DAY, RankBy.RATE);
    SeriesAnswer hours = ask("2017-06-15", "2017-06-15", "UTC", SeriesUnit.HOUR, RankBy.RATE);

    SeriesAnswer.Bucket first = days.buckets().get(0);
    assertThat(first.expected()).isEqualTo(3.0);
    assertThat(first.observed()).isEqualTo(CoverageOfPeriod.rounded(1 + 1 / 24.0));
    assertThat(first.sensors()).isEqualTo(2);
    assertThat(first.inRate()).isEqualTo(1);
    assertThat(days.series().get(0).points())
        .extracting(SeriesAnswer.Point::rate)
        .containsExactly(12.0, null);
    assertThat(hours.series().get(0).points().get(0).rate()).isEqualTo(48.0);
    assertThat(hours.series().get(0).points().get(1).rate()).isNull();
  }

  @Test
  void cutsWeeksAtMondayAndAtThePeriod() throws Exception {
    hour("a", "2017-06-18T23:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("a", "2017-06-19T00:00:00Z", 1, "203.0.113.1", 22, 7);

    SeriesAnswer answer = ask("2017-06-17", "2017-06-27", "UTC", SeriesUnit.WEEK, RankBy.PACKETS);

    assertThat(answer.buckets())
        .extracting(bucket -> bucket.from().substring(0, 10))
        .containsExactly("2017-06-17", "2017-06-19", "2017-06-26");
    assertThat(packets(answer, 0)).containsExactly(5L, 7L, 0L);
  }

  @Test
  void countsTheHoursOfADayThatHas23() throws Exception {
    hour("a", "2017-03-26T00:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("a", "2017-03-26T01:00:00Z", 1, "203.0.113.1", 22, 7);

    SeriesAnswer answer =
        ask("2017-03-26", "2017-03-26", "Europe/Paris", SeriesUnit.HOUR, RankBy.PACKETS);

    assertThat(answer.buckets()).hasSize(23);
    assertThat(answer.buckets().get(1).from()).isEqualTo("2017-03-26T01:00:00+01:00");
    assertThat(answer.buckets().get(2).from()).isEqualTo("2017-03-26T03:00:00+02:00");
    assertThat(packets(answer, 0)).startsWith(0L, 5L, 7L);
  }

  @Test
  void countsDistinctSourcesOfEachBucketWhereTheRankingGoesByThem() throws Exception {
    hour("a", "2017-06-14T00:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("a", "2017-06-14T05:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("b", "2017-06-14T05:00:00Z", 1, "203.0.113.2", 22, 5);
    hour("a", "2017-06-15T00:00:00Z", 1, "203.0.113.1", 22, 5);

    SeriesAnswer answer = ask("2017-06-14", "2017-06-15", "UTC", SeriesUnit.DAY, RankBy.SOURCES);

    assertThat(answer.series().get(0).points())
        .extracting(SeriesAnswer.Point::sources)
        .containsExactly(2L, 1L);
    assertThat(answer.series().get(0).total().sources()).isEqualTo(2);
  }

  @Test
  void countsTheSourcesOfAllBucketsAlsoWhereItReadsRowsAndSomeHaveNone() throws Exception {
    hour("a", "2017-06-14T00:00:00Z", 1, "203.0.113.1", 22, 5);
    hour("a", "2017-06-15T00:00:00Z", 1, "203.0.113.1", 22, 4);
    hour("b", "2017-06-15T00:00:00Z", 1, "203.0.113.2", 22, 3);
    hour("b", "2017-06-15T01:00:00Z", 1, "203.0.113.2", 23, 2);

    SeriesAnswer exact = ofUnmarked("2017-06-14", "2017-06-15");

    assertThat(packets(exact, 0)).containsExactly(5L, 7L);
    assertThat(packets(exact, 1)).containsExactly(0L, 2L);
    assertThat(exact.series())
        .extracting(line -> line.total().sources(), line -> line.total().sourcesError())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(2L, 0L),
            org.assertj.core.groups.Tuple.tuple(1L, 0L));

    Batch batch = Batch.of("a", ++epoch, 0).kind(EpochKind.SIMULATION);
    centre.restore(
        batch
            .interval("2017-06-15T05:00:00Z", 3_600)
            .monitoring(1, 0)
            .folded(22, 90, 40, null)
            .and());

    SeriesAnswer folded = ofUnmarked("2017-06-14", "2017-06-15");

    assertThat(packets(folded, 0)).containsExactly(5L, 97L);
    assertThat(folded.series().get(0).total().sources()).isEqualTo(42);
    assertThat(folded.series().get(0).total().sourcesError()).isPositive();
  }

  /** Sums by port know no marks: rows are read. */
  private SeriesAnswer ofUnmarked(String from, String to) throws Exception {
    RankQuestion ranking =
        new RankQuestion(
            RankSubject.PORTS,
            from,
            to,
            "UTC",
            2,
            RankBy.PACKETS,
            null,
            null,
            null,
            "scan",
            null,
            null,
            "none",
            false);
    try (Connection connection = centre.store.connect()) {
      return rankings.series(connection, new SeriesQuestion(ranking, SeriesUnit.DAY));
    }
  }

  @Test
  void answersAnEmptyPeriodAndRefusesTooManyBuckets() throws Exception {
    SeriesAnswer answer = ask("2017-06-14", "2017-06-15", "UTC", SeriesUnit.DAY, RankBy.RATE);

    assertThat(answer.series()).isEmpty();
    assertThat(answer.buckets()).hasSize(2);
    assertThatThrownBy(() -> ask("2010-01-01", "2017-06-15", "UTC", SeriesUnit.HOUR, RankBy.RATE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 20000 hours");
  }
}
