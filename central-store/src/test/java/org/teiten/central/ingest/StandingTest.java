// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.ingest.SensorOrder.Action;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;

/** What a sender may do is judged where it takes effect, and strangers take nobody's place. */
class StandingTest {
  private static final String SENSOR = "sensor-07";

  @TempDir private Path data;
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

  private void order(Action action) throws Exception {
    centre.admission.obey(new SensorOrder(action, SENSOR, null));
  }

  @Test
  void storesNothingOfASensorThatIsRevokedWhileItsBatchIsOnItsWay() throws Exception {
    assertThat(answeredAfter(Action.REVOKE)).contains(" 403 ").contains("certificate_revoked");
    assertThat(centre.storedIntervals()).isZero();
  }

  @Test
  void storesNothingOfASensorThatIsDisabledWhileItsBatchIsOnItsWay() throws Exception {
    assertThat(answeredAfter(Action.DISABLE)).contains(" 403 ").contains("sensor_disabled");
    assertThat(centre.storedIntervals()).isZero();
  }

  /** What a batch is answered if something is ordered when half of it has arrived. */
  private String answeredAfter(Action action) throws Exception {
    Batch batch = TlsCentre.batch(SENSOR, 0);
    byte[] body = batch.bytes();
    try (SSLSocket socket = centre.connect(Optional.of(sensor.identity))) {
      write(socket, head("PUT " + batch.id().path(), body));
      write(socket, Arrays.copyOf(body, body.length / 2));
      await().until(() -> centre.counters.receivedBytes.sum() > 0);
      order(action);
      write(socket, Arrays.copyOfRange(body, body.length / 2, body.length));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static byte[] head(String request, byte[] body) {
    return "%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: %d\r\nContent-Digest: %s\r\n\r\n"
        .formatted(request, body.length, Batch.contentDigest(body))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(SSLSocket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  @Test
  void renewsNoCertificateOfARevokedSensorThatTheRegistryDoesNotKnow() throws Exception {
    KeyPair pair = KeyPairs.generate();
    X509Certificate unknown =
        CertificateAuthority.open(data, centre.clock)
            .issueToSensor(SENSOR, pair.getPublic(), Duration.ofDays(90));
    centre.pass(Duration.ofDays(60));
    order(Action.REVOKE);

    HttpResponse<String> answer =
        centre.new TestSensor(SENSOR, new Identity(pair.getPrivate(), List.of(unknown)))
            .renew(KeyPairs.generate());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("certificate_revoked");
    assertThat(centre.listed(SENSOR).certificateEnd()).isNull();
  }

  @Test
  void countsStrangersApartFromSensors() throws Exception {
    var nobody = centre.client(Optional.empty(), centre.trust);
    for (String path : List.of("/v1/status", "/v1/renew")) {
      assertThat(centre.post(nobody, path, Map.of()).statusCode()).isEqualTo(401);
    }

    assertThat(centre.counters.strangers.sum()).isEqualTo(2);
    assertThat(centre.counters.answers(401)).isZero();
    assertThat(centre.counters.certificates(401)).isZero();
  }

  @Test
  void tellsWhoEnrolsTooSlowly() throws Exception {
    centre.close();
    centre = new TlsCentre(data, TlsCentre.OWN, Duration.ofMillis(200));
    try (SSLSocket socket = centre.connect(Optional.empty())) {
      write(socket, head("POST /v1/enrol", new byte[100]));

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("HTTP/1.1 408")
          .contains("too_slow")
          .contains("did not arrive in time");
    }
    assertThat(centre.counters.certificates(408)).isEqualTo(1);
  }

  @Test
  void renewsWhileStrangersTakeEveryPlaceOfEnrolment() throws Exception {
    centre.pass(Duration.ofDays(50));
    byte[] body = new byte[100];
    List<SSLSocket> strangers = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        strangers.add(centre.connect(Optional.empty()));
        write(strangers.get(i), head("POST /v1/enrol", body));
        write(strangers.get(i), Arrays.copyOf(body, 1));
      }
      var nobody = centre.client(Optional.empty(), centre.trust);
      await().until(() -> centre.post(nobody, "/v1/enrol", Map.of()).statusCode() == 503);

      assertThat(sensor.renew(KeyPairs.generate()).statusCode()).isEqualTo(201);
    } finally {
      for (SSLSocket stranger : strangers) {
        stranger.close();
      }
    }
  }
}
