// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.SensorId;
import org.teiten.sensor.CommandLineFixture;
import org.teiten.sensor.CommandLineFixture.Ran;
import org.teiten.sensor.enrol.TestCentre.Reply;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.KeyPairs;

/** The first contact, against a TLS server on loopback. */
class EnrolmentTest {
  private static final SensorId SENSOR = new SensorId("tokyo-1");

  @TempDir Path folder;
  private final Instant now = Instant.now();
  private final List<JsonNode> requests = new ArrayList<>();
  private TestAuthority authority;
  private TestCentre centre;
  private IdentityFolder identity;
  private EnrolmentToken token;

  @BeforeEach
  void start() throws Exception {
    authority = new TestAuthority("authority", now.minusSeconds(3_600));
    centre = new TestCentre(authority.server(now.minusSeconds(3_600)));
    centre.replies(this::issue);
    identity = new IdentityFolder(folder.resolve("identity"));
    token = EnrolmentToken.random(Certificates.fingerprint(authority.certificate));
  }

  @AfterEach
  void stop() {
    centre.close();
  }

  private Reply issue(JsonNode request) {
    requests.add(request);
    return TestCentre.issue(authority, "tokyo-1", request, now);
  }

  private Enrolment.Enrolled enrol() throws Exception {
    return enrol(now);
  }

  private Enrolment.Enrolled enrol(Instant clock) throws Exception {
    return new Enrolment(identity, Optional.empty(), Clock.fixed(clock, ZoneOffset.UTC))
        .enrol(centre.url(), token, SENSOR);
  }

  @Test
  void keepsTheKeyToItselfAndTheCertificateInOneFile() throws Exception {
    assertThat(enrol().group()).isEqualTo("jp");

    IdentityFolder.Content content = identity.read();
    assertThat(Certificates.commonName(content.identity().certificate())).isEqualTo("tokyo-1");
    assertThat(content.authorities()).containsExactly(authority.certificate);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity.folder())))
        .isEqualTo("rwx------");
    for (Path file : List.of(identity.identityFile(), identity.authorityFile())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(identity.pendingFile()).doesNotExist();
    assertThat(requests).hasSize(1);
    assertThat(requests.get(0).get("secret").asText()).isEqualTo(token.secret());
    assertThat(requests.get(0).get("sensor").asText()).isEqualTo("tokyo-1");
    assertThat(requests.get(0).toString()).doesNotContain("PRIVATE");
    assertThat(centre.seen).containsExactly("/v1/enrol none");
  }

  @Test
  void sendsNothingToWhoDoesNotHaveTheTokensAuthority() throws Exception {
    TestAuthority other = new TestAuthority("authority", now.minusSeconds(3_600));
    token = EnrolmentToken.random(Certificates.fingerprint(other.certificate));

    assertThatThrownBy(this::enrol)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not come from the authority that the token names");
    assertThat(centre.seen).isEmpty();
    assertThat(identity.isEnrolled()).isFalse();
  }

  @Test
  void saysThatItsClockIsOffWhereTheCentresCertificateIsOfTheFuture() {
    assertThatThrownBy(() -> enrol(now.minus(Duration.ofDays(1))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("this machine's clock says")
        .hasMessageContaining("set it");
    assertThat(centre.seen).isEmpty();
  }

  @Test
  void saysWhyTheCentreRefusesAndKeepsTheOldIdentity() throws Exception {
    enrol();
    byte[] before = Files.readAllBytes(identity.identityFile());
    centre.replies(any -> new Reply(403, Map.of("message", "the token was\nused at noon")));

    assertThatThrownBy(this::enrol)
        .isInstanceOf(IOException.class)
        .hasMessage("the centre refuses (HTTP 403): the token was used at noon");
    assertThat(Files.readAllBytes(identity.identityFile())).isEqualTo(before);
  }

  @Test
  void asksForTheSameKeyAgainAfterALostAnswer() throws Exception {
    List<PublicKey> keys = new ArrayList<>();
    centre.replies(
        request -> {
          keys.add(keyOf(request));
          return new Reply(0, Map.of());
        });
    assertThatThrownBy(this::enrol).isInstanceOf(IOException.class);
    assertThat(identity.isEnrolled()).isFalse();
    centre.replies(
        request -> {
          keys.add(keyOf(request));
          return issue(request);
        });

    enrol();

    assertThat(keys).hasSizeGreaterThan(1).containsOnly(keys.get(0));
  }

  private static PublicKey keyOf(JsonNode request) {
    try {
      return TestCentre.key(request);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusesACertificateForAKeyThatIsNotItsOwn() {
    centre.replies(
        any -> {
          try {
            return TestCentre.issued(authority, "tokyo-1", KeyPairs.generate().getPublic(), now);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });

    assertThatThrownBy(this::enrol).hasMessageContaining("is for another key");
    assertThat(identity.isEnrolled()).isFalse();
  }

  private Path config(String url) throws IOException {
    return Files.writeString(
        folder.resolve("sensor.yaml"),
        """
        sensor: tokyo-1
        interface: lo
        monitored: [203.0.113.0/24]
        spool: {directory: spool}
        centre: {url: "%s", identity: identity}
        """
            .formatted(url));
  }

  @Test
  void enrolsFromTheCommandLineSoThatTheConfigurationIsThenGood() throws Exception {
    Path config = config(centre.url() + "/");
    Ran before = CommandLineFixture.run("check", "--config", config);
    assertThat(before.code()).isEqualTo(2);
    assertThat(before.err())
        .contains("sensor.yaml:5:")
        .contains("centre.identity: there is no certificate in")
        .contains("teiten-sensor enrol " + centre.url());

    Ran ran = CommandLineFixture.run("enrol", centre.url(), token.text(), "--config", config);

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("tokyo-1 is enrolled at " + centre.url());
    assertThat(ran.err()).contains("counts it in group jp").contains("says default");
    assertThat(CommandLineFixture.run("check", "--config", config).code()).isZero();
    String good = Files.readString(config);
    Files.writeString(config, good.replace("sensor: tokyo-1", "sensor: tokyo-2"));
    assertThat(CommandLineFixture.run("check", "--config", config).err())
        .contains("sensor.yaml:1:")
        .contains("is of tokyo-1; write that name");
    Files.writeString(config, good);
    Files.writeString(identity.identityFile(), "torn");
    Ran after = CommandLineFixture.run("check", "--config", config);
    assertThat(after.code()).isEqualTo(2);
    assertThat(after.err()).contains("identity.pem holds no certificate");
  }

  @Test
  void saysWhatIsWrongWithTheCommand() throws Exception {
    Path config = config(centre.url().toString());
    String text = token.text();
    char last = text.charAt(40) == 'A' ? 'B' : 'A';
    String mistyped = text.substring(0, 40) + last + text.substring(41);
    refused(2, "wrong character", centre.url().toString(), mistyped, config);
    refused(2, "copy it whole", centre.url().toString(), text.substring(1), config);
    refused(2, "write the same in both places", "https://192.0.2.1:8443", text, config);
    refused(2, "must begin with https://", "http://127.0.0.1:1", text, config);
    refused(2, "write one first", centre.url().toString(), text, folder.resolve("absent.yaml"));
    centre.replies(any -> new Reply(403, Map.of("message", "the token is used")));
    refused(1, "not enrolled: the centre refuses", centre.url().toString(), text, config);
    centre.close();
    refused(1, "not enrolled: connection refused", centre.url().toString(), text, config);
  }

  private static void refused(int code, String words, String url, String token, Path config) {
    Ran ran = CommandLineFixture.run("enrol", url, token, "--config", config);
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).contains(words).doesNotContain("\tat ").doesNotContain(token);
  }
}
