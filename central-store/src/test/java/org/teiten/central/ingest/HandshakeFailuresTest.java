// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.teiten.central.ingest.HandshakeFailures.Cause;

class HandshakeFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "Received fatal alert: certificate_unknown, LEFT",
    "Received fatal alert: unknown_ca, LEFT",
    "Connection reset by peer, LEFT",
    "the connection was closed, LEFT",
    "The client supported protocol versions [TLSv1.2] are not accepted by server preferences, VERSION",
    "Client requested protocol TLSv1.1 is not enabled or supported in server context, VERSION",
    "Unsupported or unrecognized SSL message, NO_TLS",
    "No negotiated group is supported, NOTHING_IN_COMMON",
    "no cipher suites in common, NOTHING_IN_COMMON",
    "Invalid CertificateVerify message, CERTIFICATE",
    "null, OTHER"
  })
  void tellsKindsOfFailureApart(String failure, Cause cause) {
    assertThat(Cause.of(failure)).isEqualTo(cause);
  }

  @Test
  void makesNoNewKindOfWhatAClientSends() {
    assertThat(Arrays.asList("\u0000", "x".repeat(10_000), "record type 113", "record type 114"))
        .allMatch(failure -> Cause.of(failure) == Cause.OTHER);
  }
}
