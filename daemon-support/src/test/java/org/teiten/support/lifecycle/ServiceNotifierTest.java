// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceNotifierTest {
  @TempDir Path folder;

  private ServiceNotifier notifier(String socket) {
    return ServiceNotifier.of(Map.of("NOTIFY_SOCKET", socket), 1);
  }

  @Test
  void tellsAServiceManagerWhatItIsDoing() {
    String name = folder.resolve("notify").toString();
    try (NotifyReceiver receiver = new NotifyReceiver(name)) {
      ServiceNotifier notifier = notifier(name);
      notifier.ready("observes eth0");
      notifier.alive("1 packet/s\nREADY=0");
      notifier.stopping();
      assertThat(receiver.next()).contains("READY=1\nSTATUS=observes eth0");
      assertThat(receiver.next()).contains("WATCHDOG=1\nSTATUS=1 packet/s READY=0");
      assertThat(receiver.next()).contains("STOPPING=1\nSTATUS=stopping");
      assertThat(receiver.next()).isEmpty();
    }
  }

  @Test
  void saysWhenReloadingBeganOnTheClockThatSystemdUses() {
    String name = "@teiten-test-" + ProcessHandle.current().pid();
    try (NotifyReceiver receiver = new NotifyReceiver(name)) {
      long before = UnixDatagram.monotonicMicros();
      notifier(name).reloading();
      long after = UnixDatagram.monotonicMicros();
      String message = receiver.next().orElseThrow();
      assertThat(message).startsWith("RELOADING=1\nMONOTONIC_USEC=");
      assertThat(Long.parseLong(message.substring(message.lastIndexOf('=') + 1)))
          .isBetween(before, after);
    }
  }

  @Test
  void goesOnWhenNobodyIsAtTheSocket() {
    notifier(folder.resolve("nobody").toString()).ready("observes eth0");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative", "vsock:2:1", "/", "@"})
  void tellsNobodyWithoutASocketThatItCanUse(String socket) {
    assertThat(notifier(socket).isListenedTo()).isFalse();
  }

  @Test
  void feedsOnlyAWatchdogThatIsMeantForThisProcess() {
    Map<String, String> all =
        Map.of("NOTIFY_SOCKET", "/run/x", "WATCHDOG_USEC", "3000000", "WATCHDOG_PID", "7");
    assertThat(ServiceNotifier.of(all, 7).watchdog()).contains(Duration.ofSeconds(3));
    assertThat(ServiceNotifier.of(all, 8).watchdog()).isEmpty();
    assertThat(notifier("/run/x").watchdog()).isEmpty();
  }
}
