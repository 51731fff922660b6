// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.support.config.ByteSize;

class CentreConfigTest {
  private static final Path IDENTITY = Path.of("/var/lib/teiten-sensor");

  private static CentreConfig centre(URI url, boolean allowPlainHttp) {
    return new CentreConfig(url, IDENTITY, allowPlainHttp, Optional.empty(), 4, Optional.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://centre.example:8443", "http://127.0.0.1:8480", "http://[::1]:1"})
  void acceptsTlsAnywhereAndPlainHttpToLoopback(String url) {
    assertThat(centre(URI.create(url), false).url()).hasToString(url);
  }

  @Test
  void refusesPlainHttpBeyondLoopbackUnlessItIsAllowed() {
    URI url = URI.create("http://192.0.2.1:8480");
    assertThatThrownBy(() -> centre(url, false)).hasMessageContaining("allow_plain_http");
    assertThat(centre(url, true).allowPlainHttp()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://centre.example",
        "https:centre",
        "https://user:secret@centre.example",
        "https://centre.example?x=1",
        "https://centre.example/#x"
      })
  void refusesWhatIsNoAddressOfACentre(String url) {
    assertThatThrownBy(() -> centre(URI.create(url), true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://proxy:3128", "http://proxy", "http://u:p@proxy:1", "http:proxy"})
  void refusesWhatIsNoProxy(String proxy) {
    assertThatThrownBy(
            () ->
                new CentreConfig(
                    URI.create("https://centre.example"),
                    IDENTITY,
                    false,
                    Optional.of(URI.create(proxy)),
                    0,
                    Optional.of(new ByteSize(1))))
        .hasMessageContaining("proxy: must be http://host:port")
        .hasMessageContaining("in_flight: must be 1 to 32")
        .hasMessageContaining("max_rate: must be at least 1KiB");
  }
}
