// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.SensorId;
import org.teiten.sensor.doctor.Finding.Level;
import org.teiten.sensor.enrol.TestAuthority;
import org.teiten.sensor.enrol.TestCentre;
import org.teiten.sensor.ship.CentreConfig;
import org.teiten.sensor.spool.SpoolOwner;
import org.teiten.support.tls.Pem;

/** The way to a centre over real TLS, with something wrong on it. */
class CentreExaminationTest {
  private final Instant now = Instant.now();
  private static final SpoolOwner OWNER = new SpoolOwner(new SensorId("tokyo-1"), "jp", "test");

  @TempDir Path identity;
  private TestAuthority authority;

  @BeforeEach
  void enrol() throws Exception {
    authority = new TestAuthority("authority", now.minus(Duration.ofDays(1)));
    authority
        .sensor("tokyo-1", now.minus(Duration.ofDays(1)))
        .write(identity.resolve("identity.pem"));
    trust(authority);
  }

  private void trust(TestAuthority whom) throws Exception {
    Files.write(
        identity.resolve("authority.pem"),
        Pem.of(List.of(whom.certificate)).getBytes(StandardCharsets.US_ASCII));
  }

  private List<Finding> examine(URI url) throws InterruptedException {
    CentreConfig centre =
        new CentreConfig(url, identity, false, Optional.empty(), 4, Optional.empty());
    return new CentreExamination(centre, OWNER, Clock.systemUTC()).findings();
  }

  private List<Finding> examine(int status, Map<String, String> body) throws Exception {
    try (TestCentre centre = new TestCentre(authority.server(now.minus(Duration.ofDays(1))))) {
      centre.replies(request -> new TestCentre.Reply(status, body));
      List<Finding> findings = examine(centre.url());
      assertThat(centre.seen).allMatch(request -> request.startsWith("/v1/sensors/tokyo-1/test "));
      return findings;
    }
  }

  private static Finding only(List<Finding> findings, Level level) {
    return findings.stream()
        .filter(one -> one.level() == level)
        .reduce(
            (one, other) -> {
              throw new AssertionError("more than one: " + findings);
            })
        .orElseThrow(() -> new AssertionError("none of " + level + ": " + findings));
  }

  @Test
  void aCentreThatTakesTheTestBatchHasNothingWrong() throws Exception {
    assertThat(examine(201, Map.of()))
        .extracting(Finding::subject)
        .containsExactly("certificate", "name", "connection", "TLS", "test batch", "time");
    assertThat(examine(201, Map.of())).extracting(Finding::level).containsOnly(Level.OK);
  }

  @Test
  void tellsWhyTheCentreRefuses() throws Exception {
    Finding fault =
        only(examine(403, Map.of("message", "sensor tokyo-1 is disabled")), Level.FAULT);
    assertThat(fault.text())
        .isEqualTo("the centre does not take it: HTTP 403: sensor tokyo-1 is disabled");
  }

  @Test
  void anOlderCentreIsNoFault() throws Exception {
    assertThat(only(examine(404, Map.of()), Level.SKIPPED).text()).contains("older");
  }

  @Test
  void anotherAuthorityIsSaidToBeSo() throws Exception {
    trust(new TestAuthority("another", now.minus(Duration.ofDays(1))));
    Finding fault = only(examine(201, Map.of()), Level.FAULT);
    assertThat(fault.subject()).isEqualTo("TLS");
    assertThat(fault.text()).contains("was not issued by the authority that this sensor");
  }

  @Test
  void aBrokenConnectionIsSaidToBeOne() throws Exception {
    assertThat(only(examine(0, Map.of()), Level.FAULT).text()).contains("there was no answer");
  }

  @Test
  void goesNoFurtherThanTheFirstFault() throws Exception {
    List<Finding> unknown = examine(URI.create("https://centre.invalid:8443"));
    assertThat(only(unknown, Level.FAULT).text()).isEqualTo("centre.invalid is not known here");
    assertThat(only(unknown, Level.SKIPPED).subject()).isEqualTo("test batch");
    List<Finding> closed = examine(URI.create("https://127.0.0.1:1"));
    assertThat(only(closed, Level.FAULT).text()).startsWith("the centre does not answer at port 1");
  }

  @Test
  void aSensorThatIsNotEnrolledIsToldHow() throws Exception {
    Files.delete(identity.resolve("identity.pem"));
    try (TestCentre centre = new TestCentre(authority.server(now))) {
      assertThat(only(examine(centre.url()), Level.FAULT).advice())
          .startsWith("teiten-sensor enrol https://127.0.0.1:");
      assertThat(centre.seen).isEmpty();
    }
  }

  @Test
  void aKeyThatOthersMayReadIsAFault() throws Exception {
    Path key = identity.resolve("identity.pem");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(only(examine(201, Map.of()), Level.FAULT).advice()).startsWith("chmod 600 ");
  }

  @Test
  void judgesTheCertificateByTheClock() throws Exception {
    var certificate = authority.sensor("tokyo-1", now).certificate();
    assertThat(at(certificate, Duration.ofDays(1))).isEqualTo(Level.OK);
    assertThat(at(certificate, Duration.ofDays(80))).isEqualTo(Level.WARNING);
    assertThat(at(certificate, TestAuthority.LIFETIME.plusDays(1))).isEqualTo(Level.FAULT);
    assertThat(at(certificate, Duration.ofDays(-1))).isEqualTo(Level.FAULT);
  }

  private Level at(java.security.cert.X509Certificate certificate, Duration later) {
    return CentreExamination.certificate(certificate, now.plus(later), "enrol again").level();
  }

  @Test
  void judgesTheClockByTheCentres() {
    assertThat(CentreExamination.offset(0.4).level()).isEqualTo(Level.OK);
    assertThat(CentreExamination.offset(-86_400).text())
        .isEqualTo("this clock is 86400 s behind the centre's");
    assertThat(CentreExamination.offset(60).text()).contains("60 s ahead of the centre's");
    assertThat(CentreExamination.offset(60).level()).isEqualTo(Level.FAULT);
  }
}
