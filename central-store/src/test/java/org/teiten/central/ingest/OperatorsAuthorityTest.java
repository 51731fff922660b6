// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.ingest.SensorOrder.Action;
import org.teiten.central.pki.CertificateAuthority;
import org.teiten.central.pki.TlsConfig;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.Pem;

/** A centre that issues nothing: its operator's own authority does. */
class OperatorsAuthorityTest {
  private static final String SENSOR = "sensor-07";

  @TempDir private Path folder;
  private Path identity;
  private CertificateAuthority operators;
  private TlsCentre centre;
  private TlsCentre.TestSensor sensor;

  @BeforeEach
  void starts() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (TlsCentre own = new TlsCentre(other, TlsCentre.OWN)) {
      identity = folder.resolve("listener.pem");
      own.listener().identity().write(identity);
    }
    operators = CertificateAuthority.open(folder, Clock.fixed(TlsCentre.NOW, ZoneOffset.UTC));
    Path authorities = folder.resolve("authorities.pem");
    Files.writeString(authorities, Pem.of(List.of(operators.certificate())));
    centre =
        new TlsCentre(
            Files.createDirectory(folder.resolve("data")),
            new TlsConfig(
                List.of(), Optional.of(identity), Optional.of(authorities), Duration.ofDays(90)),
            new Enrolment(SENSOR, "jp"));
    sensor = issued(SENSOR);
  }

  private TlsCentre.TestSensor issued(String name) throws IOException {
    KeyPair pair = KeyPairs.generate();
    X509Certificate certificate =
        operators.issueToSensor(name, pair.getPublic(), Duration.ofDays(90));
    return centre.new TestSensor(name, new Identity(pair.getPrivate(), List.of(certificate)));
  }

  @AfterEach
  void stops() {
    centre.close();
  }

  private void order(Action action) throws Exception {
    centre.admission.obey(new SensorOrder(action, SENSOR, null));
  }

  @Test
  void takesCertificatesThatItNeverSawAndIssuesNone() throws Exception {
    assertThat(sensor.deliver(0).statusCode()).isEqualTo(201);
    assertThat(centre.listed(SENSOR).certificateEnd()).isEqualTo("2026-09-30T12:00:00Z");
    assertThat(sensor.renew(KeyPairs.generate()).statusCode()).isEqualTo(404);
    assertThatThrownBy(() -> centre.admission.invite(SENSOR, "jp", Duration.ofDays(1)))
        .hasMessageContaining("your own authority");
  }

  @Test
  void sendsNobodyForAnInvitationThatItCannotMake() throws Exception {
    var nobody = centre.client(Optional.empty(), centre.trust);
    assertThat(centre.post(nobody, "/v1/any", Map.of()).body())
        .contains("certificate of the operator's own authority into the sensor's identity.pem");
    assertThat(issued("sensor-99").deliver(0).body())
        .contains("sensor-99 is not known here; add it to sensors in central-store.yaml");
    sensor.deliver(0);
    order(Action.REVOKE);
    assertThat(sensor.deliver(1).body())
        .contains("certificate_revoked")
        .contains("another of the operator's own authority")
        .contains("teiten-central sensors enable sensor-07")
        .doesNotContain("invitation");
    order(Action.ENABLE);
    assertThat(sensor.deliver(1).statusCode()).isEqualTo(403);
    assertThat(issued(SENSOR).deliver(1).statusCode()).isEqualTo(201);

    centre.pass(Duration.ofDays(91));
    assertThat(sensor.deliver(2).body())
        .contains("certificate_expired")
        .contains("this centre renews none");
  }

  @Test
  void readsTheOperatorsFilesAgainWhenTheyChange() throws Exception {
    Identity first = centre.listener().identity();
    assertThat(centre.listener().refresh()).isFalse();
    Files.writeString(identity, "torn");
    Files.setLastModifiedTime(identity, FileTime.fromMillis(1));

    assertThat(centre.listener().refresh()).isFalse();
    assertThat(centre.listener().identity()).isEqualTo(first);

    first.write(identity);
    assertThat(centre.listener().refresh()).isTrue();
  }
}
