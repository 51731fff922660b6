// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.SensorId;
import org.teiten.sensor.enrol.TestCentre.Reply;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;

/** Certificates that end, against a TLS server on loopback; only the clock is not real. */
class RenewalTest {
  private static final Instant BEGIN = Instant.parse("2026-07-02T12:00:00Z");

  /** A clock that goes where the test says. */
  private static final class SetClock extends Clock {
    private Instant now = BEGIN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  @TempDir Path folder;
  private final SetClock clock = new SetClock();
  private TestAuthority authority;
  private TestCentre centre;
  private IdentityFolder identity;
  private CentreClient client;
  private Renewal renewal;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority("authority", BEGIN);
    centre = new TestCentre(serverForYears());
    centre.replies(this::issue);
    identity = new IdentityFolder(folder);
    identity.write(authority.sensor("tokyo-1", BEGIN), List.of(authority.certificate));
    client = new CentreClient(identity, Optional.empty(), clock);
    renewal =
        new Renewal(identity, client, centre.url(), new SensorId("tokyo-1"), clock, new Random(3));
  }

  // Its certificate is looked at by the clock of the test, so it must last as long as the test.
  private Identity serverForYears() throws Exception {
    return authority.server(BEGIN.plus(Duration.ofDays(59)));
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private Reply issue(JsonNode request) {
    return request.isNull() // a batch
        ? new Reply(201, Map.of())
        : TestCentre.issue(authority, "tokyo-1", request, clock.now);
  }

  private String serial() {
    return Certificates.serial(client.identity().certificate());
  }

  private int put() throws Exception {
    URI batch = URI.create(centre.url() + "/batch");
    return client
        .get()
        .send(
            HttpRequest.newBuilder(batch).PUT(HttpRequest.BodyPublishers.ofString("x")).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private void at(Duration age) {
    clock.now = BEGIN.plus(age);
  }

  @Test
  void renewsAtTwoThirdsOfTheLifetimeAndShowsTheNewCertificateAtOnce() throws Exception {
    String old = serial();
    at(Duration.ofDays(60).minusSeconds(1));
    renewal.step();
    assertThat(put()).isEqualTo(201);
    at(Duration.ofDays(65)); // two thirds and a twentieth are over
    renewal.step();

    assertThat(serial()).isNotEqualTo(old);
    put();
    assertThat(centre.seen)
        .containsExactly("/batch " + old, "/v1/renew " + old, "/batch " + serial());
    assertThat(Certificates.serial(Identity.read(identity.identityFile()).certificate()))
        .isEqualTo(serial());
    assertThat(identity.pendingFile()).doesNotExist();
    assertThat(renewal.trouble()).isEmpty();
    renewal.step();
    assertThat(centre.seen).hasSize(3);
  }

  @Test
  void spreadsRenewalsOverATwentiethOfTheLifetime() throws Exception {
    var certificate = client.identity().certificate();
    assertThat(Certificates.renewal(certificate, 0)).isEqualTo(BEGIN.plus(Duration.ofDays(60)));
    assertThat(Certificates.renewal(certificate, 1))
        .isEqualTo(BEGIN.plus(Duration.ofDays(64)).plus(Duration.ofHours(12)));
  }

  @Test
  void triesAgainLaterAndLaterWhileTheCentreRefusesAndKeepsTheOldOne() throws Exception {
    String old = serial();
    at(Duration.ofDays(65));
    centre.replies(any -> new Reply(503, Map.of("message", "no room")));
    renewal.step();
    assertThat(renewal.trouble())
        .get()
        .asString()
        .contains("it ends at 2026-09-30T12:00:00Z")
        .contains("HTTP 503")
        .contains("no room");
    renewal.step();
    assertThat(centre.seen).hasSize(1);
    at(Duration.ofDays(65).plusMinutes(1));
    renewal.step();
    assertThat(centre.seen).hasSize(2);
    for (int i = 0; i < 200; i++) {
      clock.now = clock.now.plus(Duration.ofMinutes(10));
      renewal.step();
    }
    assertThat(centre.seen.size()).isBetween(35, 70); // every half hour to hour in 33 hours
    assertThat(serial()).isEqualTo(old);

    centre.replies(this::issue);
    clock.now = clock.now.plus(Duration.ofHours(1));
    renewal.step();

    assertThat(serial()).isNotEqualTo(old);
    assertThat(renewal.trouble()).isEmpty();
  }

  @Test
  void renewsWithTheSameKeyAfterALostAnswer() throws Exception {
    at(Duration.ofDays(65));
    centre.replies(any -> new Reply(0, Map.of()));
    renewal.step();
    byte[] pending = Files.readAllBytes(identity.pendingFile());
    centre.replies(this::issue);
    at(Duration.ofDays(66));

    renewal.step();

    String key = new String(pending, java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(Files.readString(identity.identityFile()))
        .contains(key.substring(0, key.indexOf("-----BEGIN PUBLIC")));
  }

  @Test
  void asksNobodyForACertificateOfTheOperatorsOwnAuthority() throws Exception {
    at(Duration.ofDays(65));
    centre.replies(any -> new Reply(404, Map.of("message", "not here")));
    renewal.step();
    at(Duration.ofDays(80));
    renewal.step();
    assertThat(centre.seen).hasSize(1);
    assertThat(renewal.trouble()).isEmpty();
    at(Duration.ofDays(91));
    assertThat(renewal.trouble()).get().asString().contains("ended at 2026-09-30T12:00:00Z");

    identity.write(authority.sensor("tokyo-1", clock.now), List.of(authority.certificate));
    renewal.step();

    assertThat(renewal.trouble()).isEmpty();
    put();
    assertThat(centre.seen).last().isEqualTo("/batch " + serial());
  }

  @Test
  void goesOnWithWhatItHadWhileTheFilesCannotBeUsed() throws Exception {
    String old = serial();
    Files.writeString(identity.identityFile(), "torn");
    Files.setLastModifiedTime(identity.identityFile(), FileTime.fromMillis(1));
    at(Duration.ofDays(60).minusSeconds(1));
    renewal.step();
    assertThat(serial()).isEqualTo(old);
    assertThat(put()).isEqualTo(201);
    Files.delete(identity.identityFile());
    renewal.step();
    assertThat(put()).isEqualTo(201);
  }

  @Test
  void refusesToStartWithAKeyThatIsNotTheCertificates() throws Exception {
    Identity one = authority.sensor("tokyo-1", BEGIN);
    Identity two = authority.sensor("tokyo-1", BEGIN);
    identity.write(new Identity(one.key(), two.chain()), List.of(authority.certificate));

    assertThatThrownBy(() -> new CentreClient(identity, Optional.empty(), clock))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not that of its first certificate");
  }
}
