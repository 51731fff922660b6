// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A connection none of whose statements runs past a deadline.
 *
 * <p><b>Design note.</b> DuckDB's driver ends a statement after its own timeout, and has none for a
 * connection; a question is many statements that are made elsewhere. So each gets what is left.
 */
final class DeadlineConnection {
  private DeadlineConnection() {}

  /** A connection like that one, from now on. */
  static Connection of(Connection own, Duration deadline) {
    long end = System.nanoTime() + deadline.toNanos();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Object result = call(own, method, arguments);
              if (result instanceof Statement statement) {
                statement.setQueryTimeout(secondsLeft(end, statement));
              }
              return result;
            });
  }

  /** Whole seconds, one at least: 0 would be none. */
  private static int secondsLeft(long end, Statement statement) throws Exception {
    long left = end - System.nanoTime();
    if (left <= 0) {
      statement.close();
      throw new SQLTimeoutException("the deadline has passed");
    }
    return (int) Math.max(1, Duration.ofNanos(left).toSeconds());
  }

  private static Object call(Connection own, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
