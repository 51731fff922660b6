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

  /** The failures that are told apart; what a client sends does not make new ones. */
  enum Cause {
    LEFT(
        "(?i)alert: (certificate|unknown_ca)|broken pipe|reset|clos(ed|ing)|eof",
        "a client ended the TLS handshake; if it was a sensor, its log says why: it knows another"
            + " authority, used another host name, or its clock is wrong"),
    VERSION(
        "(?i)protocol.?version|no appropriate protocol|not preferred protocol|TLSv1|SSLv",
        "a TLS handshake failed: the client speaks nothing as new as TLS 1.3"),
    NO_TLS(
        "(?i)unsupported or unrecognized|plaintext|unknown record|record version|not an ssl",
        "a TLS handshake failed: what the client sent is no TLS"),
    NOTHING_IN_COMMON(
        "(?i)cipher|negotia|named group|key.?share|signature.?(scheme|algorithm)",
        "a TLS handshake failed: the client offers no cipher, group or signature that is used here"),
    CERTIFICATE(
        "(?i)certificate|key usage|verif",
        "a TLS handshake failed: the client's certificate cannot be read, or is not its own"),
    OTHER("", "a TLS handshake failed for another reason");

    private final Pattern pattern;
    private final String sentence;

    Cause(String pattern, String sentence) {
      this.pattern = Pattern.compile(pattern);
      this.sentence = sentence;
    }

    static Cause of(String failure) {
      for (Cause cause : values()) {
        if (cause.pattern.matcher(failure).find()) {
          return cause;
        }
      }
      return OTHER;
    }
  }

  private static final int MAX_TOLD = 100;

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
    Cause cause = Cause.of(failure);
    String told = failure.replaceAll("[^\\x20-\\x7e]", "?");
    causes.failed(
        Level.WARN,
        cause.name(),
        "%s (%s)"
            .formatted(
                cause.sentence,
                told.length() > MAX_TOLD ? told.substring(0, MAX_TOLD) + "..." : told));
  }
}
