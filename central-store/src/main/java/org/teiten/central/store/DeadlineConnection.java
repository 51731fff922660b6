// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.teiten.support.lifecycle.Beside;

/**
 * A connection none of whose statements runs past a deadline; who works long on what it gave asks
 * whether it has passed.
 *
 * <p><b>Design note.</b> DuckDB's driver ends a statement after its own timeout, and has none for a
 * connection; a question is many statements that are made elsewhere. So each gets what is left. The
 * deadline goes where the connection goes, so that nobody between has to hand it on.
 */
public final class DeadlineConnection implements InvocationHandler {
  private final Connection own;
  private final long end;
  private final LongSupplier nanos;

  private DeadlineConnection(Connection own, long end, LongSupplier nanos) {
    this.own = own;
    this.end = end;
    this.nanos = nanos;
  }

  /**
   * A connection like that one, from now on.
   *
   * @param nanos monotonic clock
   */
  public static Connection of(Connection own, Duration deadline, LongSupplier nanos) {
    return proxy(new DeadlineConnection(own, nanos.getAsLong() + deadline.toNanos(), nanos));
  }

  private static Connection proxy(DeadlineConnection handler) {
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
  }

  private static DeadlineConnection handler(Connection connection) {
    return Proxy.isProxyClass(connection.getClass())
            && Proxy.getInvocationHandler(connection) instanceof DeadlineConnection one
        ? one
        : null;
  }

  /** Something to ask on a connection. */
  public interface Asking<T> {
    T ask(Connection connection) throws SQLException, IOException;
  }

  /**
   * Asks beside the caller: on a thread of its own and another connection to the same database,
   * with the same deadline if that one has any.
   *
   * @param name of the thread
   */
  public static <T> Beside<T> beside(String name, Connection connection, Asking<T> question) {
    return Beside.begin(
        name,
        () -> {
          try (Connection own = duplicate(connection)) {
            return question.ask(own);
          }
        });
  }

  static Connection duplicate(Connection connection) throws SQLException {
    Connection another = connection.unwrap(DuckDBConnection.class).duplicate();
    DeadlineConnection one = handler(connection);
    return one == null ? another : proxy(new DeadlineConnection(another, one.end, one.nanos));
  }

  /**
   * Goes on if the deadline has not passed, or there is none.
   *
   * @throws SQLTimeoutException if it has passed
   */
  public static void require(Connection connection) throws SQLTimeoutException {
    DeadlineConnection one = handler(connection);
    if (one != null) {
      one.left();
    }
  }

  private long left() throws SQLTimeoutException {
    long left = end - nanos.getAsLong();
    if (left <= 0) {
      throw new SQLTimeoutException("the deadline has passed");
    }
    return left;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object result = call(method, arguments);
    if (result instanceof Statement statement) {
      try {
        // Whole seconds, one at least: 0 would be none.
        statement.setQueryTimeout((int) Math.max(1, Duration.ofNanos(left()).toSeconds()));
      } catch (SQLTimeoutException e) {
        statement.close();
        throw e;
      }
    }
    return result;
  }

  private Object call(Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(own, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
