// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.teiten.sensor.top.LiveView;
import org.teiten.sensor.top.StatusClient;
import org.teiten.support.errors.ErrorText;

/** What the running sensor says of itself. */
public final class RunningExamination {
  private static final long LONG_ENOUGH = TimeUnit.HOURS.toSeconds(1);
  private static final double TOLERATED_LOSS = 0.01;
  private static final String SUBJECT = "sensor";

  private final StatusClient client;

  public RunningExamination(StatusClient client) {
    this.client = client;
  }

  /** Asks it; none need run. */
  public List<Finding> findings() {
    try {
      return of(client.view());
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              SUBJECT,
              ErrorText.of(e),
              "systemctl start teiten-sensor, and see its log: journalctl -u teiten-sensor"));
    }
  }

  static List<Finding> of(LiveView view) {
    List<Finding> findings = new ArrayList<>();
    for (String reason : view.reasons()) {
      findings.add(Finding.fault(SUBJECT, "the running sensor says: " + reason, ""));
    }
    long received = view.capture().received();
    long monitored = view.meter().scan() + view.meter().backscatter() + view.meter().other();
    if (view.upSeconds() >= LONG_ENOUGH && received == 0) {
      findings.add(
          Finding.fault(
              "traffic",
              "not one packet has arrived since the sensor runs",
              "see interface, and whether the network delivers the monitored prefixes here:"
                  + " tcpdump -ni "
                  + view.networkInterface()));
    } else if (view.upSeconds() >= LONG_ENOUGH && monitored == 0) {
      findings.add(
          Finding.fault(
              "traffic",
              "packets arrive, but none at a monitored address",
              "see monitored, and the routes of its prefixes"));
    } else {
      findings.add(
          Finding.ok("traffic", format("%,d packets, %,d of them observed", received, monitored)));
    }
    findings.add(loss(view, received));
    return findings;
  }

  private static Finding loss(LiveView view, long received) {
    long lost = view.capture().kernelDropped() + view.meter().ringDropped();
    double share = received == 0 ? 0 : (double) lost / received;
    String text = format("%,d packets lost (%.2f %%)", lost, 100 * share);
    return share > TOLERATED_LOSS
        ? Finding.warning(
            "loss",
            text,
            "give capture.buffer and capture.ring more memory, or capture.threads more cores")
        : Finding.ok("loss", text);
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
