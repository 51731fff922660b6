// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.time.Instant;
import org.teiten.support.tls.Certificates;

/**
 * What a sensor's certificate says, once it was found to be of a trusted authority.
 *
 * @param sensor the id, which need not be one that is known
 * @param fingerprint SHA-256, hexadecimal
 * @param serial hexadecimal
 */
public record SensorCertificate(
    String sensor, String fingerprint, String serial, Instant notBefore, Instant notAfter) {

  static SensorCertificate of(java.security.cert.X509Certificate certificate) {
    return new SensorCertificate(
        Certificates.commonName(certificate),
        Certificates.fingerprint(certificate),
        Certificates.serial(certificate),
        Certificates.begin(certificate),
        Certificates.end(certificate));
  }
}
