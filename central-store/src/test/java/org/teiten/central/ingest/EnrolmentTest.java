// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.ingest.SensorOrder.Action;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.KeyPairs;

/** One-time tokens and what they are exchanged for, over real TLS. */
class EnrolmentTest {
  private static final String SENSOR = "sensor-07";

  @TempDir private Path data;
  private TlsCentre centre;

  @BeforeEach
  void starts() throws IOException {
    centre = new TlsCentre(data, TlsCentre.OWN);
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  @Test
  void exchangesATokenForACertificateWithWhichBatchesAreTaken() throws Exception {
    Invited invited = centre.admission.invite(SENSOR, "jp", Duration.ofDays(7));
    assertThat(centre.listed(SENSOR).state()).isEqualTo("invited");
    EnrolmentToken token = EnrolmentToken.parse(invited.token());
    KeyPair pair = KeyPairs.generate();

    HttpResponse<String> answer = centre.enrol(token, SENSOR, pair);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).contains("\"group\":\"jp\"").contains("\"authority\"");
    var sensor = centre.new TestSensor(SENSOR, TlsCentre.identity(pair, answer));
    assertThat(Certificates.commonName(sensor.identity.certificate())).isEqualTo(SENSOR);
    assertThat(sensor.deliver(0).statusCode()).isEqualTo(201);
    assertThat(sensor.deliver(0).statusCode()).isEqualTo(200);
    ListedSensor listed = centre.listed(SENSOR);
    assertThat(listed.state()).isEqualTo("active");
    assertThat(listed.group()).isEqualTo("jp");
    assertThat(listed.certificateEnd()).isEqualTo("2026-09-30T12:00:00Z");
    assertThat(listed.lastInterval()).isEqualTo("2026-07-02T12:00:00Z");
    assertThat(listed.invitationExpires()).isNull();
  }

  @Test
  void refusesATokenThatIsUsedASecondTime() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    assertThat(centre.enrol(token, SENSOR, KeyPairs.generate()).statusCode()).isEqualTo(201);

    HttpResponse<String> again = centre.enrol(token, SENSOR, KeyPairs.generate());

    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.body()).contains("token_used").contains("2026-07-02T12:00:00Z");
  }

  @Test
  void givesTheSameCertificateAgainToWhoHasTheSameKey() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    KeyPair pair = KeyPairs.generate();
    String first = centre.enrol(token, SENSOR, pair).body();

    HttpResponse<String> again = centre.enrol(token, SENSOR, pair);

    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(first);
  }

  @Test
  void letsOneOfTwoWhoUseATokenAtOnceEnrol() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    Stream<Integer> statuses =
        Stream.of(KeyPairs.generate(), KeyPairs.generate(), KeyPairs.generate())
            .parallel()
            .map(
                pair -> {
                  try {
                    return centre.enrol(token, SENSOR, pair).statusCode();
                  } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                  }
                });

    assertThat(statuses).containsExactlyInAnyOrder(201, 403, 403);
  }

  @Test
  void refusesATokenThatALaterOneReplacedOrThatWasNeverIssued() throws Exception {
    EnrolmentToken replaced = centre.invite(SENSOR);
    centre.invite(SENSOR);
    EnrolmentToken invented = EnrolmentToken.random(replaced.authority());

    for (EnrolmentToken token : new EnrolmentToken[] {replaced, invented}) {
      HttpResponse<String> answer = centre.enrol(token, SENSOR, KeyPairs.generate());
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("token_unknown").contains("not known here");
    }
  }

  @Test
  void refusesATokenThatIsTooOld() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    centre.pass(Duration.ofDays(7).plusSeconds(1));

    HttpResponse<String> answer = centre.enrol(token, SENSOR, KeyPairs.generate());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("token_expired").contains("2026-07-09T12:00:00Z");
  }

  @Test
  void refusesATokenOfAnotherSensorAndKeepsItGood() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);

    HttpResponse<String> answer = centre.enrol(token, "other", KeyPairs.generate());

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("token_of_other_sensor").contains("sensor: sensor-07");
    assertThat(centre.enrol(token, SENSOR, KeyPairs.generate()).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesASensorWhoseClockIsOffByADayAndKeepsItsTokenGood() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    for (int days : new int[] {-1, 1}) {
      HttpResponse<String> answer =
          centre.enrol(
              token, SENSOR, KeyPairs.generate(), TlsCentre.NOW.plus(Duration.ofDays(days)));
      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("\"clock\"").contains("the centre's 2026-07-02T12:00:00Z");
    }
    assertThat(centre.enrol(token, SENSOR, KeyPairs.generate()).statusCode()).isEqualTo(201);
  }

  @Test
  void refusesRequestsThatAreNone() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    var client = centre.client(Optional.empty(), centre.trust);
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair mine = KeyPairs.generate();
    KeyPair foreign = new KeyPair(KeyPairs.generate().getPublic(), mine.getPrivate());
    Map<String, Integer> requests =
        Map.of(
            "no request at all",
            422,
            TlsCentre.csr(rsa.generateKeyPair(), "SHA256withRSA"),
            422,
            TlsCentre.csr(foreign),
            422);
    for (var request : requests.entrySet()) {
      HttpResponse<String> answer =
          centre.post(
              client,
              "/v1/enrol",
              Map.of(
                  "secret", token.secret(),
                  "sensor", SENSOR,
                  "csr", request.getKey(),
                  "time", TlsCentre.NOW.toString()));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(request.getValue());
      assertThat(answer.body()).contains("\"request\"");
    }
    for (String body : new String[] {"", "null", "[]", "{\"secret\":3}x", "x".repeat(20_000)}) {
      HttpResponse<String> answer =
          TlsCentre.send(
              client, centre.request("/v1/enrol").POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(400);
    }
    assertThat(centre.enrol(token, SENSOR, mine).statusCode()).isEqualTo(201);
  }

  @Test
  void keepsTheTokenNowhereAndTheAuthoritysKeyToItself() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    centre.enrol(token, SENSOR, KeyPairs.generate());
    centre.close();

    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(content).doesNotContain(token.secret()).doesNotContain(token.text());
      }
    }
    for (String key : new String[] {"pki/authority.pem", "pki/listener.pem"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(key))))
          .isEqualTo("rw-------");
    }
    centre = new TlsCentre(data, TlsCentre.OWN);
    assertThat(centre.invite(SENSOR).authority()).isEqualTo(token.authority());
  }

  @Test
  void replacesTheCertificateOfASensorThatIsEnrolledAnew() throws Exception {
    var first = centre.enrolled(SENSOR);
    assertThat(centre.admission.invite(SENSOR, null, Duration.ofDays(1)).replaces())
        .isEqualTo("2026-09-30T12:00:00Z");

    var second = centre.enrolled(SENSOR);

    assertThat(first.deliver(0).statusCode()).isEqualTo(403);
    assertThat(second.deliver(0).statusCode()).isEqualTo(201);
  }

  @Test
  void withdrawsAnInvitationByRevokingIt() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);

    centre.admission.obey(new SensorOrder(Action.REVOKE, SENSOR, null));

    assertThat(centre.enrol(token, SENSOR, KeyPairs.generate()).body()).contains("token_unknown");
  }

  @Test
  void enablesNoDisabledSensorByAToken() throws Exception {
    centre.enrolled(SENSOR);
    EnrolmentToken token = centre.invite(SENSOR);
    order(Action.DISABLE, SENSOR, null);
    KeyPair pair = KeyPairs.generate();

    HttpResponse<String> refused = centre.enrol(token, SENSOR, pair);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("sensor_disabled").contains("sensors enable sensor-07");
    assertThat(centre.listed(SENSOR).state()).isEqualTo("disabled");
    order(Action.ENABLE, SENSOR, null);
    assertThat(centre.enrol(token, SENSOR, pair).statusCode()).isEqualTo(201);
  }

  @Test
  void givesARevokedCertificateToNobodyAgain() throws Exception {
    EnrolmentToken token = centre.invite(SENSOR);
    KeyPair pair = KeyPairs.generate();
    centre.enrol(token, SENSOR, pair);
    order(Action.REVOKE, SENSOR, null);

    assertThat(centre.enrol(token, SENSOR, pair).body()).contains("token_used");
  }

  @Test
  void issuesTenCertificatesADayToASensorAndForgetsThemAfterTheirEnd() throws Exception {
    var sensor = centre.enrolled(SENSOR);
    centre.enrolled("sensor-08");
    centre.pass(Duration.ofDays(60));
    for (int i = 0; i < 10; i++) {
      assertThat(sensor.renew(KeyPairs.generate()).statusCode()).isEqualTo(201);
    }

    HttpResponse<String> refused = sensor.renew(KeyPairs.generate());

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body()).contains("too_often").contains("10 certificates");
    assertThat(refused.headers().firstValue("Retry-After")).contains("3600");
    assertThat(centre.counters.certificates(429)).isEqualTo(1);
    centre.pass(Duration.ofDays(1).plusSeconds(1));
    assertThat(sensor.renew(KeyPairs.generate()).statusCode()).isEqualTo(201);
    assertThat(certificates()).isEqualTo(13);
    centre.pass(Duration.ofDays(180)); // 90 that a certificate lives, as long again to renew it
    await().until(() -> certificates() == 1);
  }

  private long certificates() throws Exception {
    try (var connection = centre.store.connect();
        var row = connection.createStatement().executeQuery("SELECT count(*) FROM certificates")) {
      row.next();
      return row.getLong(1);
    }
  }

  @Test
  void saysWhatIsWrongWithAnOrder() throws Exception {
    centre.enrolled(SENSOR);
    centre.enrolled("sensor-08");
    assertThatThrownBy(() -> centre.admission.invite("Sensor 7", "jp", Duration.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a-z 0-9");
    assertThatThrownBy(() -> centre.admission.invite("s", "jp", Duration.ofDays(400)))
        .hasMessageContaining("90 days");
    assertThatThrownBy(() -> order(Action.REVOKE, "nobody", null))
        .hasMessageContaining("no sensor is called nobody");
    assertThatThrownBy(() -> order(Action.ENABLE, SENSOR, null))
        .hasMessageContaining("neither disabled nor revoked");
    assertThatThrownBy(() -> order(Action.RENAME, SENSOR, "sensor-08"))
        .hasMessageContaining("another sensor's name");
    centre.invite("sensor-09");
    assertThatThrownBy(() -> order(Action.RENAME, SENSOR, "sensor-09"))
        .hasMessageContaining("sensor-09 is invited")
        .hasMessageContaining("sensors revoke sensor-09");
    assertThatThrownBy(() -> order(Action.RENAME, SENSOR, "Sensor"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void order(Action action, String sensor, String to) throws Exception {
    centre.admission.obey(new SensorOrder(action, sensor, to));
  }
}
