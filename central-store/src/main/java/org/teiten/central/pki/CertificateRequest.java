// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.teiten.support.tls.Pem;

/** A sensor's request for a certificate (PKCS #10), which may hold anything. */
public final class CertificateRequest {
  private CertificateRequest() {}

  /**
   * The key of a request whose sender has shown that it is its own. Whatever else the request asks
   * for is not looked at.
   *
   * @throws IllegalArgumentException if it is none, or of another kind of key
   */
  public static PublicKey key(String pem) {
    try {
      PKCS10CertificationRequest request =
          new PKCS10CertificationRequest(Pem.bytes("CERTIFICATE REQUEST", pem));
      Object curve = request.getSubjectPublicKeyInfo().getAlgorithm().getParameters();
      if (!X9ObjectIdentifiers.prime256v1.equals(curve)) {
        throw new IllegalArgumentException("the request's key is not of EC on P-256");
      }
      // By name: the JDK knows no key factory by the number that Bouncy Castle would ask for.
      PublicKey key =
          KeyFactory.getInstance("EC")
              .generatePublic(
                  new X509EncodedKeySpec(request.getSubjectPublicKeyInfo().getEncoded()));
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw new IllegalArgumentException("the request is not signed with its own key");
      }
      return key;
    } catch (IOException | PKCSException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalArgumentException("this is no request for a certificate (PKCS #10)", e);
    }
  }
}
