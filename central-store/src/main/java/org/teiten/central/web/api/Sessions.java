// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.account.Accounts;

/** Who is logged in with a browser. In memory: whoever was is not after a restart. Any thread. */
final class Sessions {
  /** Generation of whoever has no account here, but an OpenID provider's word. */
  static final int OF_PROVIDER = -1;

  private static final int MOST = 10_000;
  private static final int BYTES = 32;

  private final SecureRandom random = new SecureRandom();
  private final Accounts accounts;
  private final Duration length;
  private final Clock clock;
  private final Map<String, Session> sessions =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
          return size() > MOST;
        }
      };

  /**
   * One.
   *
   * @param caller who
   * @param generation of the account when it began: it ends when the account changes
   * @param csrf what a request that changes something must show beside the cookie
   * @param expires when it ends
   */
  record Session(Caller caller, int generation, String csrf, Instant expires) {
    boolean shows(String given) {
      return given != null
          && MessageDigest.isEqual(
              csrf.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A new one and its cookie. */
  record Opened(String cookie, Session session) {}

  Sessions(Accounts accounts, Duration length, Clock clock) {
    this.accounts = accounts;
    this.length = length;
    this.clock = clock;
  }

  Duration length() {
    return length;
  }

  synchronized Opened open(Caller caller, int generation) {
    String cookie = secret();
    Session session = new Session(caller, generation, secret(), clock.instant().plus(length));
    sessions.put(EntityTag.of(cookie.getBytes(StandardCharsets.UTF_8)), session);
    return new Opened(cookie, session);
  }

  private String secret() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The one of a cookie, if it has not ended. */
  Optional<Session> find(String cookie) throws IOException {
    // By its hash, so that how long it takes says nothing of those there are.
    String key = EntityTag.of(cookie.getBytes(StandardCharsets.UTF_8));
    Session session;
    synchronized (this) {
      session = sessions.get(key);
    }
    return session != null && holds(session) ? Optional.of(session) : Optional.empty();
  }

  private boolean holds(Session session) throws IOException {
    return clock.instant().isBefore(session.expires())
        && (session.generation() == OF_PROVIDER
            || accounts
                .find(session.caller().id())
                .filter(one -> !one.disabled() && one.generation() == session.generation())
                .isPresent());
  }

  /** All that have not ended, the oldest first; those that have are forgotten. */
  List<Session> all() throws IOException {
    List<Session> all = new ArrayList<>();
    Map<String, Session> now;
    synchronized (this) {
      now = new LinkedHashMap<>(sessions);
    }
    for (Map.Entry<String, Session> one : now.entrySet()) {
      if (holds(one.getValue())) {
        all.add(one.getValue());
      } else {
        forget(one.getKey());
      }
    }
    return all;
  }

  private synchronized void forget(String key) {
    sessions.remove(key);
  }

  /** Ends that of a cookie. */
  void close(String cookie) {
    forget(EntityTag.of(cookie.getBytes(StandardCharsets.UTF_8)));
  }

  /** Ends all of an account. */
  synchronized void closeAll(String account) {
    sessions.values().removeIf(one -> one.caller().id().equals(account));
  }
}
