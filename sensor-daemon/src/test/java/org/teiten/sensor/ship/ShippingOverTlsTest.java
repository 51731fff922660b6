// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.sensor.enrol.TestAuthority;
import org.teiten.sensor.enrol.TestCentre;
import org.teiten.sensor.spool.IntervalFixture;
import org.teiten.sensor.spool.Spool;
import org.teiten.sensor.spool.SpoolFixture;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/**
 * What a sensor does and says where TLS or the centre's gate is in the way: it keeps its batches.
 */
class ShippingOverTlsTest {
  private static final Instant NOW = Instant.parse("2026-07-02T12:00:00Z");

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private TestAuthority authority;
  private TestCentre centre;
  private Identity identity;
  private Spool spool;
  private HttpClient client;
  private ShippingAgent agent;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority("authority", NOW.minusSeconds(3_600));
    centre = new TestCentre(authority.server(NOW.minusSeconds(3_600)));
    identity = authority.sensor("tokyo-1", NOW);
    spool = SpoolFixture.open(folder);
    spool.append(new IntervalFixture(0, 3));
    agent =
        new ShippingAgent(
            spool,
            ShippingAgentTest.centre(centre.url(), 1, Optional.empty()),
            new Delivery(centre.url(), () -> client, Duration.ofSeconds(30)),
            nanos::get,
            new Random(7));
    client = client(authority, NOW);
  }

  @AfterEach
  void stop() throws Exception {
    centre.close();
    spool.close();
  }

  private HttpClient client(TestAuthority trusted, Instant now) {
    ServerTrust trust =
        ServerTrust.in(List.of(trusted.certificate), Clock.fixed(now, ZoneOffset.UTC));
    return CentreHttp.client(Optional.empty())
        .sslContext(Tls.context(Optional.of(identity), trust))
        .sslParameters(Tls.clientParameters())
        .build();
  }

  private void keeps(String words) throws Exception {
    Duration wait = agent.step();
    assertThat(wait).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
    nanos.addAndGet(wait.toNanos());
    assertThat(agent.trouble()).get().asString().contains(words);
    assertThat(spool.waitingBatches()).isEqualTo(1);
  }

  private void delivers() throws Exception {
    assertThat(agent.step()).isZero();
    assertThat(spool.waitingBatches()).isZero();
    assertThat(agent.trouble()).isEmpty();
  }

  @Test
  void keepsBatchesFromWhoIsNotTheCentre() throws Exception {
    client = client(new TestAuthority("authority", NOW.minusSeconds(3_600)), NOW);
    keeps("was not issued by the authority that this sensor was enrolled with");
    assertThat(centre.seen).isEmpty();
    client = client(authority, NOW);
    delivers();
  }

  @ParameterizedTest
  @CsvSource({"-1, is valid from 2026-07-02T11:00:00Z on", "120, ended at 2026-09-30T11:00:00Z"})
  void keepsBatchesWhileItsOwnClockIsOff(int days, String words) throws Exception {
    client = client(authority, NOW.plus(Duration.ofDays(days)));
    keeps(words);
    client = client(authority, NOW);
    delivers();
  }

  @ParameterizedTest
  @CsvSource({
    "401, the certificate of tokyo-1 ended at noon",
    "403, the certificate of tokyo-1 was revoked at noon"
  })
  void keepsBatchesWhileTheCentreRefusesItsCertificateAndSaysWhy(int status, String words)
      throws Exception {
    centre.replies(any -> new TestCentre.Reply(status, Map.of("error", "x", "message", words)));
    keeps("(HTTP " + status + ": " + words + ")");
    centre.replies(any -> new TestCentre.Reply(201, Map.of()));
    delivers();
  }
}
