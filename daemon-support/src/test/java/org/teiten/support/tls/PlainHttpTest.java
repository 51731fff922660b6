// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.tls;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHttpTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"})
  void isAllowedOnLoopback(String host) {
    assertThat(PlainHttp.refusal(host, false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1", "127.0.0.1.example", "0.0.0.0", "::", "2001:db8::1", "centre"})
  void isRefusedElsewhereUnlessAllowed(String host) {
    assertThat(PlainHttp.refusal(host, false)).get().asString().contains("allow_plain_http");
    assertThat(PlainHttp.refusal(host, true)).isEmpty();
  }
}
