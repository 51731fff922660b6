// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.io.IOException;
import java.security.KeyPair;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.Pem;

/** A request for a certificate (PKCS #10), signed with its own key. */
final class CertificateRequest {
  private CertificateRequest() {}

  static String pem(SensorId sensor, KeyPair pair) throws IOException {
    try {
      return Pem.block(
          "CERTIFICATE REQUEST",
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Principal("CN=" + sensor), pair.getPublic())
              .build(new JcaContentSignerBuilder(KeyPairs.SIGNATURE).build(pair.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("every JDK signs with " + KeyPairs.SIGNATURE, e);
    }
  }
}
