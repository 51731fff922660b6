// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

class ServiceReportTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String name = "@teiten-report-" + ProcessHandle.current().pid();
  private final List<String> received = new ArrayList<>();

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE);
  }

  private boolean receives(NotifyReceiver receiver, String beginning) {
    receiver.next().ifPresent(received::add);
    return !received.isEmpty() && received.get(received.size() - 1).startsWith(beginning);
  }

  @Test
  void starvesTheWatchdogWhileADutyIsStuckAndFeedsItAgainAfterwards() {
    AtomicBoolean stuck = new AtomicBoolean();
    AtomicLong turns = new AtomicLong();
    ServiceNotifier notifier =
        ServiceNotifier.of(
            Map.of("NOTIFY_SOCKET", name, "WATCHDOG_USEC", "200000"),
            ProcessHandle.current().pid());
    Duty duty =
        new Duty(
            "metering",
            () -> stuck.get() ? turns.get() : turns.incrementAndGet(),
            ServiceReport.patience(notifier));
    try (NotifyReceiver receiver = new NotifyReceiver(name)) {
      try (ServiceReport report = new ServiceReport(notifier, () -> "observes", List.of(duty))) {
        assertThat(report).isNotNull();
        soon().until(() -> receives(receiver, "READY=1\nSTATUS=observes"));
        soon().until(() -> receives(receiver, "WATCHDOG=1\nSTATUS=observes"));
        stuck.set(true);
        soon().until(() -> receives(receiver, "STATUS=stuck: the metering"));
        stuck.set(false);
        soon().until(() -> receives(receiver, "WATCHDOG=1"));
      }
      soon().until(() -> receives(receiver, "STOPPING=1"));
    }
  }

  @Test
  void aStatusThatFailsStopsNothing() {
    ServiceNotifier notifier = ServiceNotifier.of(Map.of("NOTIFY_SOCKET", name), 1);
    try (NotifyReceiver receiver = new NotifyReceiver(name)) {
      try (ServiceReport report =
          new ServiceReport(
              notifier,
              () -> {
                throw new IllegalStateException("no numbers");
              },
              List.of())) {
        assertThat(report).isNotNull();
        assertThat(receiver.next())
            .contains("READY=1\nSTATUS=works; its status cannot be told: no numbers");
      }
    }
  }
}
