// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.IpPrefix;

class TunnelTest {
  @Test
  void isReadAsItIsWritten() {
    for (Tunnel.Kind kind : Tunnel.Kind.values()) {
      Tunnel tunnel = new Tunnel(kind, IpPrefix.parse("2001:db8::/48"));
      assertThat(Tunnel.parse(tunnel.toString())).isEqualTo(tunnel);
    }
    assertThat(Tunnel.parse("vxlan=198.51.100.1").peer())
        .isEqualTo(IpPrefix.parse("198.51.100.1/32"));
  }

  @Test
  void namesTheKindsWhenItIsWrittenWrongly() {
    for (String text : new String[] {"", "vxlan", "=", "vlan=198.51.100.1", "gre:198.51.100.1"}) {
      assertThatThrownBy(() -> Tunnel.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("KIND=PEER")
          .hasMessageContaining("geneve");
    }
    assertThatThrownBy(() -> Tunnel.parse("gre=nowhere"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
