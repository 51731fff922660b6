// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.audit.AuditEntry;
import org.teiten.central.audit.AuditJournal;

class AccountsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);

  @TempDir private Path data;
  private Accounts accounts;

  @BeforeEach
  void opens() {
    accounts = at(NOW);
  }

  private Accounts at(Instant time) {
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    return new Accounts(data, new AuditJournal(data, clock), clock);
  }

  @Test
  void knowsATokenUntilItEndsOrIsRevokedOrItsAccountIsDisabled() throws IOException {
    accounts.add("sato", Role.ANALYST, Scope.NOTHING, "local:root");
    String token = accounts.addToken("sato", "laptop", MONTH, "local:root").text();
    Accounts.NewToken other = accounts.addToken("sato", "server", MONTH, "local:root");

    assertThat(token).matches("teiten_[A-Za-z0-9_-]{43}");
    assertThat(accounts.ofToken(token)).map(Account::id).contains("sato");
    assertThat(at(NOW.plus(MONTH)).ofToken(token)).isEmpty();
    accounts.revokeToken("sato", other.kept().id(), "local:root");
    assertThat(accounts.ofToken(other.text())).isEmpty();
    accounts.disabled("sato", true, "local:root");
    assertThat(accounts.ofToken(token)).isEmpty();
    accounts.disabled("sato", false, "local:root");
    assertThat(accounts.ofToken(token)).isPresent();
    assertThat(accounts.ofToken(token.substring(0, 49) + "A" + token.substring(50))).isEmpty();
    assertThat(accounts.ofToken("")).isEmpty();
  }

  @Test
  void keepsNeitherTokensNorPasswordsAndOnlyTheOwnerReadsTheFile() throws IOException {
    accounts.add("sato", Role.ANALYST, Scope.NOTHING, "local:root");
    String token = accounts.addToken("sato", "", MONTH, "local:root").text();
    accounts.password("sato", "correct horse battery", "local:root");

    Path file = data.resolve("accounts.json");
    assertThat(Files.readString(file))
        .contains("$argon2id$v=19$m=19456,t=2,p=1$")
        .doesNotContain(token)
        .doesNotContain("horse");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void knowsAPasswordHoweverItsLettersAreComposed() throws IOException {
    accounts.add("sato", Role.ANALYST, Scope.NOTHING, "local:root");
    assertThat(accounts.ofPassword("sato", "")).isEmpty();
    accounts.password("sato", "caf\u00e9 au lait, deux", "local:root");

    assertThat(accounts.ofPassword("sato", "cafe\u0301 au lait, deux")).isPresent();
    assertThat(accounts.ofPassword("sato", "cafe au lait, deux")).isEmpty();
    assertThat(accounts.ofPassword("nobody", "caf\u00e9 au lait, deux")).isEmpty();
    assertThatThrownBy(() -> accounts.password("sato", "eleven char", "local:root"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 to 256 characters");
    accounts.disabled("sato", true, "local:root");
    assertThat(accounts.ofPassword("sato", "caf\u00e9 au lait, deux")).isEmpty();
  }

  @Test
  void comparesAPasswordWithItsHash() throws IOException {
    String stored = PasswordHash.of("password123456");
    assertThat(PasswordHash.matches(stored, "password123456")).isTrue();
    assertThat(PasswordHash.matches(stored, "password123457")).isFalse();
    assertThat(PasswordHash.matches(null, "password123456")).isFalse();
  }

  @Test
  void seesAtOnceWhatAnotherProcessChanged() throws IOException {
    accounts.add("sato", Role.ANALYST, Scope.NOTHING, "local:root");
    String token = accounts.addToken("sato", "", MONTH, "local:root").text();
    assertThat(accounts.ofToken(token)).isPresent();

    at(NOW).disabled("sato", true, "local:root");

    assertThat(accounts.ofToken(token)).isEmpty();
  }

  @Test
  void notesTheDayOfATokensLastUse() throws IOException {
    accounts.add("sato", Role.ANALYST, Scope.NOTHING, "local:root");
    String token = accounts.addToken("sato", "", MONTH, "local:root").text();
    assertThat(accounts.find("sato").orElseThrow().tokens().get(0).lastUsed()).isNull();

    accounts.ofToken(token);

    assertThat(accounts.find("sato").orElseThrow().tokens().get(0).lastUsed())
        .isEqualTo("2026-11-29");
  }

  @Test
  void losesNoChangeOfManyAtOnce() throws IOException {
    IntStream.range(0, 20)
        .parallel()
        .forEach(
            i -> {
              try {
                at(NOW).add("reader-" + i, Role.READER, Scope.NOTHING, "local:root");
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });

    assertThat(accounts.all()).hasSize(20);
    assertThat(new AuditJournal(data, Clock.systemUTC()).verify().entries()).isEqualTo(20);
  }

  @Test
  void refusesWhatDoesNotGoTogether() throws IOException {
    Scope isp = new Scope(List.of(), List.of("example-isp"));
    assertThatThrownBy(() -> accounts.add("a", Role.READER, isp, "x"))
        .hasMessageContaining("only a partner");
    assertThatThrownBy(() -> accounts.add("a", Role.PARTNER, Scope.NOTHING, "x"))
        .hasMessageContaining("say what is the partner's own");
    assertThatThrownBy(() -> accounts.add("A b", Role.READER, Scope.NOTHING, "x"))
        .isInstanceOf(IllegalArgumentException.class);
    accounts.add("a", Role.PARTNER, isp, "x");
    assertThatThrownBy(() -> accounts.add("a", Role.PARTNER, isp, "x"))
        .hasMessageContaining("already");
    assertThatThrownBy(() -> accounts.addToken("nobody", "", MONTH, "x"))
        .hasMessageContaining("no account nobody");
  }

  @Test
  void writesEachChangeIntoTheAuditWithoutItsSecret() throws IOException {
    accounts.add(
        "isp", Role.PARTNER, new Scope(List.of("isp"), List.of("example-isp")), "local:root");
    Accounts.NewToken token = accounts.addToken("isp", "", MONTH, "local:root");
    accounts.password("isp", "correct horse battery", "local:root");
    accounts.role("isp", Role.READER, Scope.NOTHING, "sato");
    accounts.revokeToken("isp", token.kept().id(), "local:root");

    List<AuditEntry> entries = new AuditJournal(data, Clock.systemUTC()).read(0, 100);
    assertThat(entries)
        .extracting(AuditEntry::what)
        .containsExactly(
            "account.added", "token.added", "account.password", "account.role", "token.revoked");
    assertThat(entries.get(0).detail()).containsEntry("organisations", "example-isp");
    assertThat(entries.get(3).who()).isEqualTo("sato");
    assertThat(entries.toString()).doesNotContain(token.text()).doesNotContain("horse");
  }
}
