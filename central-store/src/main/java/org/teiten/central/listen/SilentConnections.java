// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.listen;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Closes connections that say nothing: those whose request's header is not complete in time,
 * however busily its bytes trickle in, and, of those whose peer has proved nothing yet, the oldest
 * where there are many. Whoever proves soon who it is gets its turn among any number of others.
 *
 * <p>Any thread.
 */
final class SilentConnections
    implements Connection.Listener, HttpConfiguration.Customizer, AutoCloseable {
  /** The attribute of a request that says what to do when its peer has proved who it is. */
  static final String PROVED = "org.teiten.proved";

  private final long patienceNanos;
  private final int mostUnproven;
  private final boolean requestProves;
  private final LongAdder closed;
  private final Map<Connection, Long> deadlines = new LinkedHashMap<>();
  private final Map<Connection, Boolean> unproven = new LinkedHashMap<>();
  private final ScheduledExecutorService sweeper;

  /**
   * Begins to look.
   *
   * @param patience how long a header may take
   * @param mostUnproven connections whose peer has proved nothing
   * @param requestProves whether any request proves enough, as where there are no certificates
   * @param closed counts those that are closed
   */
  SilentConnections(Duration patience, int mostUnproven, boolean requestProves, LongAdder closed) {
    this.patienceNanos = patience.toNanos();
    this.mostUnproven = mostUnproven;
    this.requestProves = requestProves;
    this.closed = closed;
    sweeper =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "silent-connections");
              thread.setDaemon(true);
              return thread;
            });
    long pause = Math.max(1, patience.toMillis() / 4);
    var unused = sweeper.scheduleWithFixedDelay(this::sweep, pause, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof SslConnection) {
      return; // the connection within it is told of too
    }
    Connection eldest = null;
    synchronized (this) {
      deadlines.put(connection, System.nanoTime() + patienceNanos);
      unproven.put(connection, true);
      if (unproven.size() > mostUnproven) {
        eldest = unproven.keySet().iterator().next();
        forget(eldest);
      }
    }
    if (eldest != null) {
      close(eldest);
    }
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    forget(connection);
  }

  private void forget(Connection connection) {
    deadlines.remove(connection);
    unproven.remove(connection);
  }

  /** A header is complete. */
  @Override
  public Request customize(Request request, HttpFields.Mutable headers) {
    Connection connection = request.getConnectionMetaData().getConnection();
    request.setAttribute(PROVED, (Runnable) () -> proved(connection));
    synchronized (this) {
      deadlines.remove(connection);
      if (requestProves) {
        unproven.remove(connection);
      }
    }
    Request.addCompletionListener(request, failure -> answered(connection));
    return request;
  }

  private synchronized void answered(Connection connection) {
    if (connection.getEndPoint().isOpen()) {
      deadlines.put(connection, System.nanoTime() + patienceNanos);
    }
  }

  private synchronized void proved(Connection connection) {
    unproven.remove(connection);
  }

  private void sweep() {
    while (true) {
      Connection late = null;
      synchronized (this) {
        long now = System.nanoTime();
        Iterator<Map.Entry<Connection, Long>> all = deadlines.entrySet().iterator();
        while (late == null && all.hasNext()) {
          Map.Entry<Connection, Long> one = all.next();
          if (now - one.getValue() > 0) {
            late = one.getKey();
          }
        }
        if (late == null) {
          return;
        }
        forget(late);
      }
      close(late);
    }
  }

  private void close(Connection connection) {
    closed.increment();
    connection.close();
  }

  @Override
  public void close() {
    sweeper.shutdownNow();
  }
}
