// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.text.EntryId;

/**
 * Who may ask this centre. Commands and the running centre change one file, each under its lock,
 * and see at once what the other did; each change stands in the audit. Any thread.
 */
public final class Accounts {
  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
  private static final int MOST = 1_000;
  private static final int MOST_TOKENS = 20;
  private static final int LONGEST_NOTE = 200;
  private static final Duration LONGEST_TOKEN = Duration.ofDays(3_650);

  private final AccountFile file;
  private final AuditJournal audit;
  private final Clock clock;

  /**
   * A new token.
   *
   * @param text the token, which is shown once
   * @param kept what is kept of it
   */
  public record NewToken(String text, ApiToken kept) {
    /** Without the token, for logs. */
    @Override
    public String toString() {
      return "token " + kept.id();
    }
  }

  private interface Change {
    Account of(Account before) throws IOException;
  }

  /** Those of a data folder. */
  public Accounts(Path data, AuditJournal audit, Clock clock) {
    this.file = new AccountFile(data);
    this.audit = audit;
    this.clock = clock;
  }

  /** All, by their names. */
  public List<Account> all() throws IOException {
    return List.copyOf(file.read().values());
  }

  /** One. */
  public Optional<Account> find(String id) throws IOException {
    return Optional.ofNullable(file.read().get(id));
  }

  /**
   * Whose a token is, if it is one of an account that is not disabled, and has not ended.
   *
   * @throws IOException if the accounts cannot be read
   */
  public Optional<Account> ofToken(String text) throws IOException {
    if (!ApiToken.isOne(text)) {
      return Optional.empty();
    }
    String hash = ApiToken.hash(text);
    Instant now = clock.instant();
    for (Account account : file.read().values()) {
      for (ApiToken token : account.tokens()) {
        if (token.hash().equals(hash)) {
          if (account.disabled() || !now.isBefore(token.expires())) {
            return Optional.empty();
          }
          noteUse(account.id(), token, LocalDate.ofInstant(now, ZoneOffset.UTC));
          return Optional.of(account);
        }
      }
    }
    return Optional.empty();
  }

  /** Once a day, so that asking does not mean writing. */
  private void noteUse(String id, ApiToken token, LocalDate today) {
    if (today.equals(token.lastUsed())) {
      return;
    }
    try {
      file.change(
          accounts -> {
            Account account = accounts.get(id);
            if (account != null) {
              List<ApiToken> tokens =
                  account.tokens().stream()
                      .map(one -> one.hash().equals(token.hash()) ? one.used(today) : one)
                      .toList();
              accounts.put(id, account.with(tokens));
            }
          });
    } catch (IOException e) {
      // A full disk does not keep anybody from asking.
      LOG.debug("the use of token {} is not noted", token.id(), e);
    }
  }

  /** Whose a password is; as slow where there is no such account, or it has no password. */
  public Optional<Account> ofPassword(String id, String password) throws IOException {
    Optional<Account> account = find(id);
    boolean right = PasswordHash.matches(account.map(Account::password).orElse(null), password);
    return account.filter(one -> right && !one.disabled());
  }

  /**
   * Adds one.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  public Account add(String id, Role role, Scope scope, String who) throws IOException {
    new EntryId(id);
    requireFitting(role, scope);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Account account = new Account(id, role, scope, false, now, null, 0, List.of());
    file.change(
        accounts -> {
          if (accounts.containsKey(id)) {
            throw new IllegalArgumentException("there is an account " + id + " already");
          }
          if (accounts.size() >= MOST) {
            throw new IllegalArgumentException("there are " + MOST + " accounts, the most");
          }
          audit.add(who, "account.added", detail(account));
          accounts.put(id, account);
        });
    return account;
  }

  private static void requireFitting(Role role, Scope scope) {
    if (role != Role.PARTNER && !scope.isNothing()) {
      throw new IllegalArgumentException(
          "only a partner has groups and organisations of its own; others see by their role");
    }
    if (role == Role.PARTNER && scope.isNothing()) {
      throw new IllegalArgumentException(
          "say what is the partner's own: groups of sensors, organisations, or both");
    }
  }

  private static Map<String, String> detail(Account account) {
    Map<String, String> detail = new LinkedHashMap<>();
    detail.put("account", account.id());
    detail.put("role", account.role().label());
    detail.put("groups", String.join(" ", account.scope().groups()));
    detail.put("organisations", String.join(" ", account.scope().organisations()));
    return detail;
  }

  /**
   * Gives it another role or scope; its sessions end.
   *
   * @throws IllegalArgumentException if there is none, or they do not go together
   */
  public Account role(String id, Role role, Scope scope, String who) throws IOException {
    requireFitting(role, scope);
    return change(
        id,
        before -> {
          Account after = before.withRole(role, scope);
          audit.add(who, "account.role", detail(after));
          return after;
        });
  }

  /**
   * Turns it away, or lets it in again; its sessions end.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Account disabled(String id, boolean disabled, String who) throws IOException {
    return change(
        id,
        before -> {
          audit.add(who, disabled ? "account.disabled" : "account.enabled", Map.of("account", id));
          return before.withDisabled(disabled);
        });
  }

  /**
   * Gives it a password; its sessions end.
   *
   * @throws IllegalArgumentException if there is no such account, or the password is too short
   */
  public Account password(String id, String password, String who) throws IOException {
    String hash = PasswordHash.of(password);
    return change(
        id,
        before -> {
          audit.add(who, "account.password", Map.of("account", id));
          return before.withPassword(hash);
        });
  }

  /**
   * Gives it a token.
   *
   * @param note what it is for
   * @throws IllegalArgumentException if there is no such account, or it has too many
   */
  public NewToken addToken(String id, String note, Duration validity, String who)
      throws IOException {
    if (validity.isNegative() || validity.isZero() || validity.compareTo(LONGEST_TOKEN) > 0) {
      throw new IllegalArgumentException("a token is good for 1 second to 3650 days");
    }
    if (note.length() > LONGEST_NOTE || note.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a note has " + LONGEST_NOTE + " characters at most, in one line");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    String text = ApiToken.random();
    ApiToken token = ApiToken.of(text, note, now, now.plus(validity));
    change(
        id,
        before -> {
          List<ApiToken> tokens = new ArrayList<>(before.tokens());
          tokens.removeIf(one -> !now.isBefore(one.expires()));
          if (tokens.size() >= MOST_TOKENS) {
            throw new IllegalArgumentException(
                id + " has " + MOST_TOKENS + " tokens; revoke one that is not used any more");
          }
          tokens.add(token);
          audit.add(
              who,
              "token.added",
              Map.of("account", id, "token", token.id(), "expires", token.expires().toString()));
          return before.with(tokens);
        });
    return new NewToken(text, token);
  }

  /**
   * Takes a token back.
   *
   * @throws IllegalArgumentException if there is none
   */
  public void revokeToken(String id, String token, String who) throws IOException {
    change(
        id,
        before -> {
          List<ApiToken> tokens = new ArrayList<>(before.tokens());
          if (!tokens.removeIf(one -> one.id().equals(token))) {
            throw new IllegalArgumentException(id + " has no token " + token);
          }
          audit.add(who, "token.revoked", Map.of("account", id, "token", token));
          return before.with(tokens);
        });
  }

  private Account change(String id, Change change) throws IOException {
    Account[] after = new Account[1];
    file.change(
        accounts -> {
          Account before = accounts.get(id);
          if (before == null) {
            throw new IllegalArgumentException("there is no account " + id);
          }
          after[0] = change.of(before);
          accounts.put(id, after[0]);
        });
    return after[0];
  }
}
