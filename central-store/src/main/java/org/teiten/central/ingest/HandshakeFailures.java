// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.support.errors.DistinctCauseLog;

/**
 * Counts broken TLS handshakes, and tells each kind once. Whose they were is not known then, and
 * addresses of sensors are written nowhere.
 */
final class HandshakeFailures implements SslHandshakeListener, Connection.Listener {
  private static final Logger LOG = LoggerFactory.getLogger(HandshakeFailures.class);

  private static final String WITHOUT_A_WORD = "the connection was closed";

  private static final Pattern LEFT =
      Pattern.compile("(?i)alert: (certificate|unknown_ca)|broken pipe|reset|closed|closing|eof");

  private final IngestCounters counters;
  private final Set<SSLEngine> settled = ConcurrentHashMap.newKeySet();
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  HandshakeFailures(IngestCounters counters) {
    this.counters = counters;
  }

  @Override
  public void handshakeSucceeded(Event event) {
    settled.add(event.getSSLEngine());
  }

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    settled.add(event.getSSLEngine());
    tell(String.valueOf(failure.getMessage()));
  }

  /** Java's HTTP client closes the connection where another would send an alert. */
  @Override
  public void onClosed(Connection connection) {
    if (connection instanceof SslConnection tls && !settled.remove(tls.getSSLEngine())) {
      tell(WITHOUT_A_WORD);
    }
  }

  @Override
  public void onOpened(Connection connection) {
    // nothing is known yet
  }

  private void tell(String failure) {
    counters.handshakeFailures.increment();
    String message = failure.replaceAll("[^\\x20-\\x7e]", "?");
    String kind = message.length() > 100 ? message.substring(0, 100) : message;
    causes.failed(
        Level.WARN,
        kind,
        LEFT.matcher(kind).find()
            ? "a client ended the TLS handshake ("
                + kind
                + "); if it was a sensor, its log says why: it knows another authority, used another"
                + " host name, or its clock is wrong"
            : "a TLS handshake failed: " + kind);
  }
}
