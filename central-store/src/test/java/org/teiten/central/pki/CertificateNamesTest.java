// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;

/** What certificates say of whom, however it is written. */
class CertificateNamesTest {
  @TempDir private Path data;

  private static TlsConfig named(String... names) {
    return new TlsConfig(List.of(names), Optional.empty(), Optional.empty(), Duration.ofDays(90));
  }

  @Test
  void takesEveryWayToWriteAnAddressForTheSame() {
    assertThat(named("2001:DB8:0::1", "[2001:db8::1]", "Centre.Example", "192.0.2.1").names())
        .containsExactly("2001:db8:0:0:0:0:0:1", "centre.example", "192.0.2.1");
  }

  @Test
  void keepsTheListenersCertificateWhoseNameIsAnIpv6Address() throws IOException {
    CertificateAuthority authority = CertificateAuthority.open(data, Clock.systemUTC());
    ListenerIdentity listener =
        new ListenerIdentity(
            named("2001:db8::1", "Centre.Example"),
            data,
            Optional.of(authority),
            Clock.systemUTC());

    assertThat(listener.refresh()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CN=sensor-07,O=Example|sensor-07",
        "O=Example\\,CN=sensor-07|''",
        "CN=a\\,b\\+c|a,b+c",
        "OU=x+CN=sensor-07,O=Example|sensor-07",
        "CN=sensor-07,CN=Users,DC=example|sensor-07",
        "O=Example|''"
      })
  void findsTheCommonNameAndNothingThatLooksLikeIt(String subject, String name) throws Exception {
    assertThat(Certificates.commonName(selfSigned(subject))).isEqualTo(name);
  }

  private static X509Certificate selfSigned(String subject) throws Exception {
    KeyPair pair = KeyPairs.generate();
    X500Principal principal = new X500Principal(subject);
    Instant now = Instant.now();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    principal,
                    BigInteger.ONE,
                    Date.from(now),
                    Date.from(now.plusSeconds(3_600)),
                    principal,
                    pair.getPublic())
                .build(new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(pair.getPrivate())));
  }

  @Test
  void refusesAnIdentityWhoseCertificatesDoNotFollowFromEachOther() throws Exception {
    CertificateAuthority authority = CertificateAuthority.open(data, Clock.systemUTC());
    Identity good = authority.issueToListener(List.of("centre.example"), Duration.ofDays(1));
    Path file = data.resolve("identity.pem");
    good.write(file);
    assertThat(Identity.read(file)).isEqualTo(good);

    new Identity(good.key(), List.of(good.certificate(), selfSigned("CN=Other"))).write(file);

    assertThatThrownBy(() -> Identity.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("identity.pem: its certificate 2 (CN=Other")
        .hasMessageContaining("did not issue the one before it (CN=centre.example");
  }
}
