// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineConnectionTest {
  private static final String ENDLESS =
      "SELECT count(*) FROM range(100000000000) a, range(1000) b WHERE a.range % 7 = b.range";

  @Test
  void endsAStatementThatRunsPastTheDeadline() throws Exception {
    try (Connection own = DriverManager.getConnection("jdbc:duckdb:");
        Connection limited = DeadlineConnection.of(own, Duration.ofSeconds(1), System::nanoTime);
        Statement statement = limited.createStatement()) {
      assertThatThrownBy(() -> statement.executeQuery(ENDLESS))
          .isInstanceOf(SQLTimeoutException.class);
    }
  }

  @Test
  void beginsNoneOnceItHasPassedAndHindersNoneBefore() throws Exception {
    try (Connection own = DriverManager.getConnection("jdbc:duckdb:")) {
      try (Statement statement =
              DeadlineConnection.of(own, Duration.ofMinutes(1), System::nanoTime)
                  .createStatement();
          ResultSet answer = statement.executeQuery("SELECT 42")) {
        assertThat(answer.next()).isTrue();
        assertThat(answer.getInt(1)).isEqualTo(42);
      }
      Connection late = DeadlineConnection.of(own, Duration.ZERO, System::nanoTime);
      assertThatThrownBy(() -> late.prepareStatement("SELECT 42"))
          .isInstanceOf(SQLTimeoutException.class);
      assertThatThrownBy(() -> DeadlineConnection.require(late))
          .isInstanceOf(SQLTimeoutException.class);
    }
  }

  @Test
  void anotherConnectionHasTheSameDeadlineAndOneOfWhichNothingWasSaidHasNone() throws Exception {
    AtomicLong nanos = new AtomicLong();
    try (Connection own = DriverManager.getConnection("jdbc:duckdb:");
        Connection limited = DeadlineConnection.of(own, Duration.ofNanos(10), nanos::get);
        Connection another = DeadlineConnection.duplicate(limited);
        Connection free = DeadlineConnection.duplicate(own)) {
      nanos.set(9);
      DeadlineConnection.require(another);
      another.createStatement().close();

      nanos.set(10);

      assertThatThrownBy(another::createStatement).isInstanceOf(SQLTimeoutException.class);
      DeadlineConnection.require(free);
      free.createStatement().close();
    }
  }
}
