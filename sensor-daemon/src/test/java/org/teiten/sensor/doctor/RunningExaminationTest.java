// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.teiten.sensor.doctor.Finding.Level;
import org.teiten.sensor.top.LiveView;
import org.teiten.sensor.top.TopScreenTest;

class RunningExaminationTest {
  private static LiveView silent(long upSeconds, long received) {
    return new LiveView(
        "tokyo-1",
        "test",
        "eth0",
        upSeconds,
        List.of(),
        new LiveView.Capture(received, received, 0),
        new LiveView.Meter(0, received, 0, 0, 0, 0, 0, 0),
        new LiveView.Spool(0, 0, 0, 0),
        new LiveView.Ship(0),
        null);
  }

  @Test
  void anHourWithoutAPacketIsAFault() {
    assertThat(RunningExamination.of(silent(3_600, 0)))
        .filteredOn(one -> one.level() == Level.FAULT)
        .singleElement()
        .satisfies(one -> assertThat(one.advice()).contains("tcpdump -ni eth0"));
    assertThat(RunningExamination.of(silent(3_599, 0)))
        .noneMatch(one -> one.level() == Level.FAULT);
  }

  @Test
  void anHourWithPacketsForOthersOnlyIsAFault() {
    assertThat(RunningExamination.of(silent(3_600, 5)))
        .extracting(Finding::text)
        .contains("packets arrive, but none at a monitored address");
  }

  @Test
  void tellsWhatTheSensorSaysOfItself() {
    assertThat(RunningExamination.of(TopScreenTest.view(10, 1_000, List.of("the disk is full"))))
        .contains(
            new Finding("sensor", Level.FAULT, "the running sensor says: the disk is full", ""));
  }

  @Test
  void moreThanOneInAHundredLostIsAWarning() {
    assertThat(RunningExamination.of(TopScreenTest.view(10, 1_000, List.of())))
        .noneMatch(one -> one.level() == Level.WARNING);
    assertThat(RunningExamination.of(TopScreenTest.view(10, 100, List.of())))
        .anyMatch(one -> one.subject().equals("loss") && one.level() == Level.WARNING);
  }
}
