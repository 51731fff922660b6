// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real virtual cables, changed by ip and ethtool. */
class InterfaceStateTest {
  private static NetworkNamespace here;
  private static NetworkNamespace there;

  @BeforeAll
  static void connect() throws Exception {
    NetworkNamespace.assumeAvailable();
    here = NetworkNamespace.create("state");
    there = NetworkNamespace.create("state-peer");
    here.connect("st0", there, "st1");
  }

  @AfterAll
  static void remove() throws Exception {
    if (there != null) {
      here.delete();
      there.delete();
    }
  }

  private static InterfaceState state() throws Exception {
    return here.call(() -> InterfaceState.of("st0"));
  }

  @Test
  void tellsWhetherItIsUpAndHasALink() throws Exception {
    assertThat(state().up()).isTrue();
    await().atMost(Duration.ofSeconds(30)).until(() -> state().running());
    there.exec("ip", "link", "set", "st1", "down");
    // The kernel spreads the news of a link within a second.
    await().atMost(Duration.ofSeconds(30)).until(() -> !state().running());
    assertThat(state().up()).isTrue();
    here.exec("ip", "link", "set", "st0", "down");
    assertThat(state().up()).isFalse();
    here.exec("ip", "link", "set", "st0", "up");
    there.exec("ip", "link", "set", "st1", "up");
  }

  @Test
  void tellsItsLargestPacket() throws Exception {
    here.exec("ip", "link", "set", "st0", "mtu", "1400");
    assertThat(state().mtu()).isEqualTo(1400);
  }

  @Test
  void tellsThatTheKernelMergesPackets() throws Exception {
    here.exec("ethtool", "-K", "st0", "gro", "on");
    assertThat(state().merging()).containsExactly("gro");
    here.exec("ethtool", "-K", "st0", "gro", "off");
    assertThat(state().merging()).isEmpty();
  }

  @Test
  void saysThatThereIsNoSuchInterface() {
    assertThatThrownBy(() -> here.call(() -> InterfaceState.of("none0")))
        .isInstanceOf(IOException.class)
        .hasMessage("interface none0: No such device");
  }
}
