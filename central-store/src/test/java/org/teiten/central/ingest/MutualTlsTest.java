// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.ingest.SensorOrder.Action;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.central.pki.TlsConfig;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** Who may deliver, over real TLS: each refusal is a sentence, and nothing of it is stored. */
class MutualTlsTest {
  private static final String SENSOR = "sensor-07";

  @TempDir private Path data;
  @TempDir private Path other;
  private TlsCentre centre;
  private TlsCentre.TestSensor sensor;

  @BeforeEach
  void starts() throws Exception {
    centre = new TlsCentre(data, TlsCentre.OWN);
    sensor = centre.enrolled(SENSOR);
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  private void order(Action action, String name, String to) throws Exception {
    centre.admission.obey(new SensorOrder(action, name, to));
  }

  private void expect(HttpResponse<String> answer, int status, String error, String words)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("\"" + error + "\"").contains(words);
    assertThat(centre.storedIntervals()).isZero();
  }

  @Test
  void answersNothingButEnrolmentWithoutACertificate() throws Exception {
    HttpClient nobody = centre.client(Optional.empty(), centre.trust);
    byte[] body = TlsCentre.batch(SENSOR, 0).bytes();
    HttpResponse<String> answer =
        TlsCentre.send(
            nobody,
            centre
                .request(TlsCentre.batch(SENSOR, 0).id().path())
                .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    expect(answer, 401, "certificate_missing", "teiten-sensor enrol URL TOKEN");
    for (String path : List.of("/", "/v1/status", "/v1/enrol/", "/v1/nowhere")) {
      assertThat(TlsCentre.send(nobody, centre.request(path).GET()).statusCode())
          .as(path)
          .isEqualTo(401);
    }
    assertThat(centre.post(nobody, "/v1/renew", java.util.Map.of()).statusCode()).isEqualTo(401);
    assertThat(centre.post(nobody, "/v1/enrol", java.util.Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void refusesACertificateOfAnotherAuthority() throws Exception {
    CertificateAuthority foreign = CertificateAuthority.open(other, centre.clock);
    KeyPair pair = KeyPairs.generate();
    X509Certificate certificate =
        foreign.issueToSensor(SENSOR, pair.getPublic(), Duration.ofDays(90));
    var stranger =
        centre.new TestSensor(SENSOR, new Identity(pair.getPrivate(), List.of(certificate)));

    expect(stranger.deliver(0), 401, "certificate_untrusted", "another authority issued it");
  }

  @Test
  void refusesACertificateThatEndedAndLetsItBeRenewed() throws Exception {
    centre.pass(Duration.ofDays(91));
    expect(sensor.deliver(0), 401, "certificate_expired", "ended at 2026-09-30T12:00:00Z");
    assertThat(centre.listed(SENSOR).refused()).contains("certificate_expired");

    KeyPair pair = KeyPairs.generate();
    var renewed = sensor.with(pair, sensor.renew(pair));

    assertThat(renewed.deliver(0).statusCode()).isEqualTo(201);
    assertThat(centre.listed(SENSOR).refused()).isNull();
  }

  @Test
  void doesNotRenewACertificateThatEndedLongAgo() throws Exception {
    centre.pass(Duration.ofDays(181));

    expect(sensor.renew(KeyPairs.generate()), 401, "certificate_expired", "enrol again");
  }

  @Test
  void refusesACertificateThatIsNotYetValid() throws Exception {
    centre.pass(Duration.ofDays(-1));

    // The listener's certificate is of the same day, so this sensor's clock is the right one.
    centre.trust = trustAt(TlsCentre.NOW);
    var early = centre.new TestSensor(SENSOR, sensor.identity);

    expect(early.deliver(0), 401, "certificate_not_yet_valid", "2026-07-01T12:00:00Z");
  }

  private ServerTrust trustAt(Instant now) {
    List<X509Certificate> chain = centre.listener().identity().chain();
    return ServerTrust.in(List.of(chain.get(chain.size() - 1)), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void refusesBatchesOfAnotherSensor() throws Exception {
    centre.enrolled("sensor-08");

    expect(
        sensor.put(TlsCentre.batch("sensor-08", 0)),
        403,
        "other_sensor",
        "the certificate is of sensor-07, the batch of sensor-08");
  }

  @Test
  void refusesARevokedSensorOnItsOpenConnectionAndOnResumedSessions() throws Exception {
    assertThat(sensor.deliver(1).statusCode()).isEqualTo(201);
    assertThat(resumes(sensor.identity)).as("sessions are resumed at all").isTrue();

    order(Action.REVOKE, SENSOR, null);

    HttpResponse<String> answer = sensor.deliver(0);
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("certificate_revoked").contains("enrol again");
    assertThat(sensor.deliver(0).statusCode()).isEqualTo(403);
    assertThat(resumedRequest(sensor.identity)).contains(" 403 ");
    assertThat(sensor.renew(KeyPairs.generate()).statusCode()).isEqualTo(403);
    assertThat(centre.storedIntervals()).isEqualTo(1);
    assertThat(centre.listed(SENSOR).state()).isEqualTo("revoked");
    assertThat(centre.enrolled(SENSOR).deliver(0).statusCode()).isEqualTo(201);
    assertThat(sensor.deliver(2).statusCode()).isEqualTo(403);
  }

  private boolean resumes(Identity identity) throws IOException {
    return !resumedRequest(identity).isEmpty();
  }

  /** What a request on a resumed session is answered; empty if the session was not resumed. */
  private String resumedRequest(Identity identity) throws IOException {
    var context = Tls.context(Optional.of(identity), new EngineOrSocket(centre.trust));
    String answer = "";
    long created = 0;
    for (int i = 0; i < 2; i++) {
      try (SSLSocket socket =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket("127.0.0.1", centre.endpoint.address().getPort())) {
        socket.setSSLParameters(Tls.clientParameters());
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write(
                "GET /v1/nothing HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        long session = socket.getSession().getCreationTime();
        if (i == 1 && session != created) {
          return "";
        }
        created = session;
      }
    }
    return answer;
  }

  @Test
  void tellsASensorWhyEvenWhileItsLargeBatchIsOnItsWay() throws Exception {
    order(Action.REVOKE, SENSOR, null);
    byte[] large = new byte[40 << 20];

    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = sensor.put(TlsCentre.batch(SENSOR, 0).id().path(), large);
      expect(answer, 403, "certificate_revoked", "enrol again");
    }
  }

  @Test
  void refusesADisabledSensorUntilItIsEnabled() throws Exception {
    order(Action.DISABLE, SENSOR, null);
    expect(sensor.deliver(0), 403, "sensor_disabled", "disabled at the centre");

    order(Action.ENABLE, SENSOR, null);

    assertThat(sensor.deliver(0).statusCode()).isEqualTo(201);
  }

  @Test
  void takesBatchesOfARenamedSensorUnderItsOldNameAndItsNewOne() throws Exception {
    sensor.deliver(1);
    order(Action.RENAME, SENSOR, "tokyo-1");

    assertThat(sensor.deliver(0).statusCode()).isEqualTo(201);
    assertThat(centre.enrolled("tokyo-1").deliver(2).statusCode()).isEqualTo(201);
    assertThat(centre.listed("tokyo-1").aliases()).containsExactly(SENSOR);
    try (var connection = centre.store.connect()) {
      assertThat(centre.admission.list(connection)).hasSize(1);
    }
    order(Action.RENAME, "tokyo-1", SENSOR);
    assertThat(centre.listed(SENSOR).aliases()).containsExactly("tokyo-1");
  }

  @Test
  void renewsFromHalfOfTheLifetimeOnAndKeepsTheOldOneGoodUntilItsEnd() throws Exception {
    centre.pass(Duration.ofDays(44));
    assertThat(sensor.renew(KeyPairs.generate()).body()).contains("too_early");
    centre.pass(Duration.ofDays(16));
    KeyPair pair = KeyPairs.generate();

    var renewed = sensor.with(pair, sensor.renew(pair));

    assertThat(Certificates.end(renewed.identity.certificate())).isEqualTo("2026-11-29T12:00:00Z");
    assertThat(renewed.deliver(0).statusCode()).isEqualTo(201);
    assertThat(sensor.deliver(1).statusCode()).isEqualTo(201);
    order(Action.REVOKE, SENSOR, null);
    assertThat(renewed.deliver(2).statusCode()).isEqualTo(403);
    assertThat(sensor.deliver(2).statusCode()).isEqualTo(403);
  }

  @Test
  void remembersWhatWasRevokedAfterARestart() throws Exception {
    order(Action.REVOKE, SENSOR, null);
    centre.close();

    centre = new TlsCentre(data, TlsCentre.OWN);

    var same = centre.new TestSensor(SENSOR, sensor.identity);
    expect(same.deliver(0), 403, "certificate_revoked", SENSOR);
  }

  @Test
  void speaksNothingOlderThanTls13() throws Exception {
    HttpClient old =
        HttpClient.newBuilder()
            .sslContext(Tls.context(Optional.of(sensor.identity), centre.trust))
            .sslParameters(new SSLParameters(null, new String[] {"TLSv1.2"}))
            .build();

    assertThatThrownBy(() -> TlsCentre.send(old, centre.request("/").GET()))
        .isInstanceOf(IOException.class);
    await().until(() -> centre.counters.handshakeFailures.sum() > 0);
    assertThat(sensor.deliver(0).statusCode()).isEqualTo(201);
    HttpClient plain = HttpClient.newHttpClient();
    URI http = URI.create("http://127.0.0.1:" + centre.endpoint.address().getPort() + "/");
    assertThatThrownBy(() -> TlsCentre.send(plain, HttpRequest.newBuilder(http)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isRefusedInASentenceByASensorThatKnowsAnotherAuthority() throws Exception {
    CertificateAuthority foreign = CertificateAuthority.open(other, centre.clock);
    String inTheWay = "was not issued by the authority that this sensor was enrolled with";
    refusedWith(ServerTrust.in(List.of(foreign.certificate()), centre.clock), inTheWay);
    refusedWith(
        ServerTrust.inFingerprint(foreign.fingerprint(), centre.clock),
        "does not come from the authority that the token names");
    await().until(() -> centre.counters.handshakeFailures.sum() == 2);
  }

  @Test
  void isRefusedInASentenceByASensorWhoseClockIsOff() throws Exception {
    refusedWith(
        trustAt(TlsCentre.NOW.minus(Duration.ofDays(1))),
        "is valid from 2026-07-02T11:00:00Z on, this machine's clock says 2026-07-01T12:00:00Z");
    refusedWith(trustAt(TlsCentre.NOW.plus(Duration.ofDays(365))), "ended at 2026-09-30T12:00:00Z");
    // A day ahead the certificate is good: the batches are refused, in a sentence of their own.
    centre.trust = trustAt(TlsCentre.NOW.plus(Duration.ofDays(1)));
    var ahead = centre.new TestSensor(SENSOR, sensor.identity);
    HttpResponse<String> answer =
        ahead.put(
            Batch.of(SENSOR, 1, 5).minute("2026-07-03T12:00:00Z").tcp("203.0.113.5", 23, 1).and());
    expect(answer, 422, "impossible", "set the sensor's clock");
  }

  @Test
  void isRefusedInASentenceWhereItsHostNameIsAnother() throws Exception {
    centre.close();
    centre =
        new TlsCentre(
            data,
            new TlsConfig(
                List.of("centre.example", "2001:db8::5"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofDays(90)));

    refusedWith(centre.trust, "is for centre.example, 2001:db8:0:0:0:0:0:5");
  }

  private void refusedWith(ServerTrust trust, String words) {
    HttpClient client = centre.client(Optional.of(sensor.identity), trust);
    try {
      TlsCentre.send(client, centre.request("/").GET());
      throw new AssertionError("the centre was trusted");
    } catch (IOException e) {
      assertThat(Tls.handshakeFault(e)).get().asString().contains(words);
    }
  }

  @Test
  void losesNoBatchWhileItsOwnCertificateIsRenewed() throws Exception {
    X509Certificate first = centre.listener().identity().certificate();
    ExecutorService senders = Executors.newFixedThreadPool(3);
    try {
      for (int round = 0; round < 3; round++) {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          int minutesAgo = 20 * round + i;
          answers.add(senders.submit(() -> deliver(minutesAgo)));
        }
        answers.get(3).get(); // the others are on their way
        assertThat(centre.pass(Duration.ofDays(65))).isTrue();
        for (Future<Integer> answer : answers) {
          assertThat(answer.get()).isEqualTo(201);
        }
        KeyPair pair = KeyPairs.generate();
        sensor = sensor.with(pair, sensor.renew(pair));
      }
    } finally {
      senders.shutdownNow();
    }
    assertThat(centre.storedIntervals()).isEqualTo(60);
    assertThat(centre.listener().identity().certificate()).isNotEqualTo(first);
    assertThat(shown()).isEqualTo(centre.listener().identity().certificate());
    assertThat(centre.listener().refresh()).isFalse();
  }

  /** Half of the batches on connections of their own, half on one that stays open. */
  private int deliver(int minutesAgo) throws IOException {
    var sender = minutesAgo % 2 == 0 ? sensor : centre.new TestSensor(SENSOR, sensor.identity);
    return sender.deliver(minutesAgo).statusCode();
  }

  private X509Certificate shown() throws IOException {
    HttpResponse<String> answer =
        TlsCentre.send(
            centre.client(Optional.of(sensor.identity), centre.trust), centre.request("/").GET());
    try {
      return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      throw new IOException(e);
    }
  }
}
