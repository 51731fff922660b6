// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.analyse.SeriesUnit;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.Edition;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.store.FlowStore;
import org.teiten.support.config.ConfigFile;

/** A question looks at the clock at many places; wherever it finds its deadline passed, it ends. */
class DeadlineOfQuestionsTest {
  private static final String FROM = "2026-04-01";
  private static final String TO = "2026-05-29";
  private static final int PLACES_TRIED = 5;

  @TempDir private static Path folder;
  private static InformedAnswers informed;
  private static FlowStore store;

  private enum Question {
    RANKING {
      @Override
      void ask(Connection connection) throws SQLException, IOException {
        informed.rankings().answer(connection, ranking());
      }
    },
    SERIES {
      @Override
      void ask(Connection connection) throws SQLException, IOException {
        informed
            .rankings()
            .series(connection, new SeriesQuestion(ranking(), SeriesUnit.WEEK, false));
      }
    },
    PHENOMENA {
      @Override
      void ask(Connection connection) throws SQLException, IOException {
        PhenomenaClaims found =
            new ObservedPhenomena(informed.rankings())
                .answer(
                    connection,
                    new PhenomenaQuestion(FROM, TO, "UTC", null, null, null, RankQuestion.ALL));
        assertThat(found.phenomena()).isNotEmpty();
      }
    },
    SOURCES {
      @Override
      void ask(Connection connection) throws SQLException, IOException {
        informed.select(
            connection,
            new SelectionQuestion(
                FROM, TO, "UTC", null, null, "US", null, null, null, 1, true, true, 10, null));
      }
    },
    REPORT {
      @Override
      void ask(Connection connection) throws SQLException, IOException {
        informed.report(
            connection, new ReportQuestion("2026Q2", "UTC", Edition.INTERNAL, 1_800_000_000));
      }
    };

    abstract void ask(Connection connection) throws SQLException, IOException;

    private static RankQuestion ranking() {
      return new RankQuestion(
          RankSubject.PORTS, FROM, TO, "UTC", 10, RankBy.RATE, null, null, null, "scan");
    }
  }

  @BeforeAll
  static void aPortAppears() throws Exception {
    Path config = new PhenomenonWorld(folder).config();
    CentralConfig loaded = ConfigFile.load(config, CentralConfig.class);
    informed = new InformedAnswers(loaded, Centre.rankings(loaded));
    store = FlowStore.openForWriting(loaded.data(), loaded.store());
  }

  @AfterAll
  static void closes() {
    store.close();
  }

  /**
   * Asks with a deadline that has passed once the clock was looked at so often; how often it was.
   */
  private static int ask(Question question, int until) throws SQLException, IOException {
    AtomicInteger looks = new AtomicInteger();
    Duration deadline = Duration.ofMinutes(5);
    try (Connection own = store.connect()) {
      question.ask(
          DeadlineConnection.of(
              own, deadline, () -> looks.incrementAndGet() <= until ? 0 : deadline.toNanos()));
    }
    return looks.get();
  }

  @ParameterizedTest
  @EnumSource(Question.class)
  void endsWhereverItFindsItsDeadlinePassed(Question question) throws Exception {
    int looks = ask(question, Integer.MAX_VALUE);
    assertThat(looks).as("looks at the clock").isGreaterThan(1);
    Set<Integer> places = new TreeSet<>(List.of(1, looks - 1));
    for (int i = 1; i < PLACES_TRIED; i++) {
      places.add(1 + i * (looks - 1) / PLACES_TRIED);
    }
    for (int place : places) {
      assertThatThrownBy(() -> ask(question, place))
          .as("after %d of %d looks", place, looks)
          .isInstanceOf(SQLTimeoutException.class);
    }
  }
}
