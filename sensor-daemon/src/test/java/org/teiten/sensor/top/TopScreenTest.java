// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

public class TopScreenTest {
  /** A view of a sensor that runs so long and has received so many packets. */
  public static LiveView view(long upSeconds, long received, List<String> reasons) {
    return new LiveView(
        "tokyo-1",
        "teiten-sensor test",
        "eth0",
        upSeconds,
        reasons,
        new LiveView.Capture(received, received - 3, 3),
        new LiveView.Meter(0, 1, 0, 2, 0, received - 6, 0, 0),
        new LiveView.Spool(2, 3 << 20, received - 6, 0),
        new LiveView.Ship(40),
        new IntervalSummary(
            "2026-11-24T00:00:00Z",
            60,
            100,
            List.of(new IntervalSummary.PortLine("445/tcp", 60, 12)),
            List.of(
                new IntervalSummary.SourceLine("198.51.100.1", 30, 2),
                new IntervalSummary.SourceLine("2001:db8::1", 20, 1))));
  }

  @Test
  void showsBooksAndTheLastInterval() {
    List<String> lines = new TopScreen().next(view(90_000, 1_000, List.of()), 0);
    assertThat(lines)
        .contains(
            "teiten-sensor test  tokyo-1 at eth0  up 1 d 1 h",
            "all is well",
            "received               1,000",
            "  lost                     3  in the kernel 3, in the ring 0",
            "delivered                 40  2 batches wait (3.0 MiB)",
            "2026-11-24T00:00:00Z, 60 s: 100 packets")
        .anyMatch(line -> line.matches("445/tcp +60 +12 +198\\.51\\.100\\.1 +30 +2"))
        .anyMatch(line -> line.matches(" +2001:db8:\\S+ +20 +1"))
        .allMatch(line -> line.length() <= 100);
  }

  @Test
  void showsTheRateSinceTheViewBefore() {
    TopScreen screen = new TopScreen();
    screen.next(view(10, 1_000, List.of()), 0);
    List<String> lines = screen.next(view(12, 1_500, List.of()), TimeUnit.SECONDS.toNanos(2));
    assertThat(lines).contains("received               1,500  250.0 packets/s");
  }

  @Test
  void showsNoRateAcrossARestart() {
    TopScreen screen = new TopScreen();
    screen.next(view(10_000, 1_000, List.of()), 0);
    List<String> lines = screen.next(view(1, 5_000, List.of()), TimeUnit.SECONDS.toNanos(2));
    assertThat(lines).contains("received               5,000");
  }

  @Test
  void showsEveryTrouble() {
    assertThat(new TopScreen().next(view(1, 10, List.of("the disk is full", "it is late")), 0))
        .contains("! the disk is full", "! it is late")
        .doesNotContain("all is well");
  }

  @Test
  void aViewIsWhatItWasAfterJson() throws Exception {
    LiveView view = view(1, 10, List.of("a reason"));
    assertThat(LiveView.parse(view.json())).isEqualTo(view);
    assertThat(LiveView.parse(view.json().replaceFirst("\\{", "{\"newer\": 1,"))).isEqualTo(view);
  }
}
