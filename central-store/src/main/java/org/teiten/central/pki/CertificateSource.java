// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.pki;

import java.time.Instant;

/** Where sensors get their certificates, and so what is to be done about one that is not good. */
public enum CertificateSource {
  /** This centre's own authority, by invitation. */
  CENTRE(
      "enrol the sensor: teiten-sensor enrol URL TOKEN",
      "enrol the sensor with a token of this centre",
      "the sensor renews it until %s, later it must enrol again",
      "ask the centre for an invitation and enrol again",
      "invite it, add it to sensors in central-store.yaml, or import with --register"),

  /** The authority that the operator configured; the centre issues nothing. */
  OPERATOR(
      "put key and certificate of the operator's own authority into the sensor's identity.pem",
      "the sensor needs one of the operator's own authority (ingest.tls.authorities)",
      "the operator's own authority must issue another, for this centre renews none",
      "get another of the operator's own authority, then: teiten-central sensors enable %s",
      "add it to sensors in central-store.yaml, or import with --register");

  private final String missing;
  private final String untrusted;
  private final String ended;
  private final String revoked;
  private final String unknown;

  CertificateSource(
      String missing, String untrusted, String ended, String revoked, String unknown) {
    this.missing = missing;
    this.untrusted = untrusted;
    this.ended = ended;
    this.revoked = revoked;
    this.unknown = unknown;
  }

  /** If a sensor shows no certificate. */
  public String missing() {
    return missing;
  }

  /** If its certificate comes from elsewhere. */
  String untrusted() {
    return untrusted;
  }

  /** If its certificate has ended, and can be renewed up to a time. */
  String ended(Instant lastRenewal) {
    return ended.formatted(lastRenewal);
  }

  /** If the sensor or its certificate was revoked. */
  public String revoked(String sensor) {
    return revoked.formatted(sensor);
  }

  /** If the centre knows no sensor of that name. */
  public String unknown() {
    return unknown;
  }
}
