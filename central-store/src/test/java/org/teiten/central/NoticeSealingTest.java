// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.support.tls.Pem;

/** Mail that is signed and encrypted, opened by GnuPG and OpenSSL. */
class NoticeSealingTest {
  @TempDir private Path folder;

  private Path home;
  private Tool tool;
  private NoticeCentre centre;

  @BeforeEach
  void theProgramsAreThere() throws IOException {
    Tool.require("gpg", "openssl");
    // Of its own and short, for the path of the agent's socket is bounded.
    home = Files.createTempDirectory("g");
    tool = new Tool(folder, Map.of("GNUPGHOME", home.toString()));
    Files.createDirectory(folder.resolve("contacts"));
  }

  @AfterEach
  void stops() throws IOException {
    if (centre != null) {
      centre.close();
    }
    tool.run("gpgconf", "--kill", "gpg-agent");
    tool.run("rm", "-r", home);
  }

  private void centre(String certificate, String... more) throws IOException {
    centre =
        new NoticeCentre(
            folder,
            """
            organisations:
              - id: campus
                name: Example University
                prefixes: [133.11.0.0/16]
                contacts: [csirt@campus.example]
                languages: [ja, en]
                formats: [shadowserver]
                %s
            """
                .formatted(certificate),
            more);
  }

  private MimeMessage sent() throws Exception {
    centre.approved();
    Run.Result send = centre.notices("send");
    assertThat(send.out()).contains("1 sent");
    String mail = centre.server().taken().get(0).mail();
    assertThat(mail.lines().mapToInt(String::length).max().orElse(0)).isLessThan(998);
    return new MimeMessage(
        (Session) null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
  }

  private void key(String user, String algorithm, String passphrase, String ends)
      throws IOException {
    tool.run(
        "gpg",
        "--batch",
        "--pinentry-mode",
        "loopback",
        "--passphrase",
        passphrase,
        "--quick-generate-key",
        user,
        algorithm,
        "default",
        ends);
  }

  private Path written(String name, BodyPart part) throws IOException, MessagingException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    part.writeTo(out);
    return Files.write(folder.resolve(name), out.toByteArray());
  }

  private Path content(String name, BodyPart part) throws IOException, MessagingException {
    return Files.write(folder.resolve(name), part.getInputStream().readAllBytes());
  }

  private void assertSigned(MimeMultipart signed) throws Exception {
    assertThat(signed.getContentType())
        .contains("multipart/signed", "application/pgp-signature", "micalg=pgp-sha512");
    assertThat(
            tool.run(
                "gpg",
                "--status-fd",
                "1",
                "--verify",
                content("signature.asc", signed.getBodyPart(1)),
                written("signed.txt", signed.getBodyPart(0))))
        .contains("GOODSIG", "notices@centre.example");
    assertNotice((MimeMultipart) signed.getBodyPart(0).getContent());
  }

  private static void assertNotice(MimeMultipart content) throws Exception {
    assertThat((String) content.getBodyPart(0).getContent()).contains("133.11.0.1", "御中");
    assertThat(content.getBodyPart(1).getFileName()).endsWith(".csv");
  }

  private static MimeMultipart parsed(String entity) throws Exception {
    return (MimeMultipart)
        new MimeMessage(
                (Session) null, new ByteArrayInputStream(entity.getBytes(StandardCharsets.UTF_8)))
            .getContent();
  }

  @ParameterizedTest
  @CsvSource({"default, ''", "rsa3072, hunter2", "ed25519/sign, ''"})
  void gpgFindsTheSignatureGood(String algorithm, String passphrase) throws Exception {
    key("CSIRT <notices@centre.example>", algorithm, passphrase, "never");
    Files.writeString(
        folder.resolve("centre.asc"),
        tool.run(
            "gpg",
            "--batch",
            "--pinentry-mode",
            "loopback",
            "--passphrase",
            passphrase,
            "--armor",
            "--export-secret-keys",
            "notices@centre.example"));
    centre(
        "",
        "  openpgp: centre.asc",
        passphrase.isEmpty() ? "" : "  openpgp_passphrase: " + passphrase);
    Files.writeString(
        centre.config(),
        Files.readString(centre.config()).replace("    identity: smime.pem\n", ""));

    assertSigned((MimeMultipart) sent().getContent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "rsa2048"})
  void gpgOpensWhatIsEncryptedToAKeyAndFindsTheSignatureWithin(String algorithm) throws Exception {
    key("CSIRT <notices@centre.example>", "default", "", "never");
    key(
        "Campus <csirt@campus.example>",
        algorithm.equals("default") ? algorithm : "rsa2048",
        "",
        "never");
    if (!algorithm.equals("default")) {
      String fingerprint =
          tool.run("gpg", "--with-colons", "--list-keys", "csirt@campus.example")
              .lines()
              .filter(line -> line.startsWith("fpr"))
              .findFirst()
              .orElseThrow()
              .split(":", -1)[9];
      tool.run(
          "gpg",
          "--batch",
          "--pinentry-mode",
          "loopback",
          "--passphrase",
          "",
          "--quick-add-key",
          fingerprint,
          "rsa2048",
          "encr",
          "never");
    }
    export("csirt@campus.example", "contacts/campus.asc");
    Files.writeString(
        folder.resolve("centre.asc"),
        tool.run("gpg", "--batch", "--armor", "--export-secret-keys", "notices@centre.example"));
    centre("certificate: campus.asc", "  openpgp: centre.asc");

    MimeMessage mail = sent();

    MimeMultipart encrypted = (MimeMultipart) mail.getContent();
    assertThat(encrypted.getContentType())
        .contains("multipart/encrypted", "application/pgp-encrypted");
    assertThat(centre.server().taken().get(0).mail())
        .doesNotContain("133.11.0.1", "Content-Type: text");
    String opened =
        tool.run("gpg", "--batch", "--decrypt", content("encrypted.asc", encrypted.getBodyPart(1)));
    assertSigned(parsed(opened));
  }

  private void export(String user, String file) throws IOException {
    Files.writeString(folder.resolve(file), tool.run("gpg", "--armor", "--export", user));
  }

  @Test
  void aKeyThatMayNotBeEncryptedToHoldsTheNoticeBack() throws IOException {
    key("Campus <csirt@campus.example>", "ed25519/sign", "", "never");
    export("csirt@campus.example", "contacts/campus.asc");
    centre("certificate: campus.asc");
    centre.approved();

    Run.Result send = centre.notices("send");

    assertThat(send.code()).isEqualTo(1);
    assertThat(send.out())
        .contains("0 sent, 1 waiting")
        .contains("campus.asc: has no key that may");
    assertThat(centre.server().taken()).isEmpty();
    assertThat(Run.command("check", "--config", centre.config()).err())
        .contains("notices.contacts: campus: ")
        .contains("has no key that may be encrypted to now");
  }

  @Test
  void aPartThatSomebodyElseAddedToAKeyIsNotUsed() throws Exception {
    key("Campus <csirt@campus.example>", "ed25519/sign", "", "never");
    key("Else <else@other.example>", "default", "", "never");
    export("csirt@campus.example", "campus.asc");
    export("else@other.example", "else.asc");
    PGPPublicKeyRing ring = ring("campus.asc");
    Iterator<PGPPublicKey> foreign = ring("else.asc").getPublicKeys();
    foreign.next();
    try (OutputStream out =
        ArmoredOutputStream.builder()
            .build(Files.newOutputStream(folder.resolve("contacts/campus.asc")))) {
      PGPPublicKeyRing.insertPublicKey(ring, foreign.next()).encode(out);
    }
    centre("certificate: campus.asc");
    centre.approved();

    assertThat(centre.notices("send").out()).contains("campus.asc: has no key that may");
    assertThat(centre.server().taken()).isEmpty();
  }

  private PGPPublicKeyRing ring(String file) throws IOException, PGPException {
    try (InputStream in = Files.newInputStream(folder.resolve(file))) {
      return new PGPPublicKeyRingCollection(
              PGPUtil.getDecoderStream(in), new BcKeyFingerprintCalculator())
          .iterator()
          .next();
    }
  }

  private void certificate(String algorithm, String option) throws IOException {
    tool.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        algorithm,
        "-pkeyopt",
        option,
        "-nodes",
        "-keyout",
        "campus.key",
        "-out",
        "contacts/campus.pem",
        "-days",
        "30",
        "-subj",
        "/CN=csirt@campus.example");
  }

  @ParameterizedTest
  @CsvSource({"rsa, rsa_keygen_bits:2048", "ec, ec_paramgen_curve:P-256"})
  void opensslOpensWhatIsEncryptedToACertificateAndFindsTheSignatureWithin(
      String algorithm, String option) throws Exception {
    certificate(algorithm, option);
    centre("certificate: campus.pem");

    MimeMessage mail = sent();

    assertThat(mail.getContentType()).contains("application/pkcs7-mime", "enveloped-data");
    Path whole =
        Files.writeString(folder.resolve("mail.eml"), centre.server().taken().get(0).mail());
    Path opened = folder.resolve("opened.eml");
    tool.run(
        "openssl",
        "cms",
        "-decrypt",
        "-in",
        whole,
        "-recip",
        "contacts/campus.pem",
        "-inkey",
        "campus.key",
        "-out",
        opened);
    String verified =
        tool.run(
            "openssl",
            "cms",
            "-verify",
            "-in",
            opened,
            "-CAfile",
            "mail/authority-only.pem",
            "-purpose",
            "any");
    assertNotice(parsed(verified));
  }

  @ParameterizedTest
  @CsvSource({"RSA, 2020-01-01T00:00:00Z, is good from", "Ed25519, 2099-01-01T00:00:00Z, only RSA"})
  void aCertificateThatCannotBeEncryptedToHoldsTheNoticeBack(
      String algorithm, String end, String reason) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    X500Name name = new X500Name("CN=csirt@campus.example");
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                new JcaX509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        Date.from(Instant.parse("2019-01-01T00:00:00Z")),
                        Date.from(Instant.parse(end)),
                        name,
                        pair.getPublic())
                    .build(
                        new JcaContentSignerBuilder(
                                algorithm.equals("RSA") ? "SHA256withRSA" : algorithm)
                            .build(pair.getPrivate())));
    Files.writeString(folder.resolve("contacts/campus.pem"), Pem.of(List.of(certificate)));
    centre("certificate: campus.pem");
    centre.approved();

    assertThat(centre.notices("send").out())
        .contains("0 sent, 1 waiting")
        .contains("campus.pem: the certificate")
        .contains(reason);
    assertThat(centre.server().taken()).isEmpty();
  }
}
