// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.sensor.ship.CentreHttp;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/**
 * The HTTP client with the identity that is in effect. When the files change there is a new one:
 * Java's client would go on resuming sessions under the old certificate. Requests on their way end
 * on the old one. Any thread.
 */
public final class CentreClient implements Supplier<HttpClient> {
  private static final Logger LOG = LoggerFactory.getLogger(CentreClient.class);
  private static final String FILES = "files";

  private record State(IdentityFolder.Content content, HttpClient client) {}

  private final IdentityFolder folder;
  private final Optional<URI> proxy;
  private final Clock clock;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private volatile State state;

  /**
   * Reads the identity.
   *
   * @param proxy through which the centre is reached
   * @throws IOException that says what is wrong with its files
   */
  public CentreClient(IdentityFolder folder, Optional<URI> proxy, Clock clock) throws IOException {
    this.folder = folder;
    this.proxy = proxy;
    this.clock = clock;
    this.state = state(folder.read());
  }

  private State state(IdentityFolder.Content content) {
    return new State(
        content,
        CentreHttp.client(proxy)
            .sslContext(
                Tls.context(
                    Optional.of(content.identity()), ServerTrust.in(content.authorities(), clock)))
            .sslParameters(Tls.clientParameters())
            .build());
  }

  @Override
  public HttpClient get() {
    return state.client();
  }

  /** What is in effect. */
  public Identity identity() {
    return state.content().identity();
  }

  /** Reads the files again if they changed; if they cannot be used what was in effect stays. */
  synchronized void refresh() {
    try {
      if (folder.version().equals(state.content().version())) {
        failures.recovered(FILES, "the identity's files can be used again");
        return;
      }
      state = state(folder.read());
      failures.recovered(FILES, "the identity's files can be used again");
      LOG.info("the certificate is now: {}", identity());
    } catch (IOException e) {
      failures.failed(
          Level.WARN,
          FILES,
          "the identity's files cannot be used, the sensor goes on with what it had: "
              + ErrorText.of(e));
    }
  }
}
