// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

/** Whether this host's kernel answers in the name of monitored addresses. */
public final class AnswersExamination {
  private static final String SUBJECT = "silence";
  private static final String TABLE = "teiten_sensor";
  private static final int SECONDS = 10;

  private final List<IpPrefix> monitored;

  public AnswersExamination(List<IpPrefix> monitored) {
    this.monitored = List.copyOf(monitored);
  }

  /** Looks at this host's addresses and, where there is need, at its packet filter. */
  public List<Finding> findings() throws InterruptedException {
    try {
      if (NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .noneMatch(this::isMonitored)) {
        return List.of(Finding.ok(SUBJECT, "no monitored address is this host's own"));
      }
      return List.of(filtered());
    } catch (IOException e) {
      return List.of(Finding.skipped(SUBJECT, "this host's addresses cannot be listed"));
    }
  }

  private boolean isMonitored(InetAddress address) {
    IpAddress own = IpAddress.ofBytes(address.getAddress());
    return monitored.stream().anyMatch(prefix -> prefix.contains(own));
  }

  private static Finding filtered() throws InterruptedException {
    String own = "monitored addresses are this host's own";
    try {
      Process nft =
          new ProcessBuilder("nft", "list", "table", "inet", TABLE)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (nft.waitFor(SECONDS, TimeUnit.SECONDS) && nft.exitValue() == 0) {
        return Finding.ok(SUBJECT, own + ", nftables keeps its kernel from answering");
      }
      nft.destroy();
    } catch (IOException e) {
      // not installed, or not ours to ask
    }
    return Finding.warning(
        SUBJECT,
        own + ", and no rules of ours are seen that keep its kernel from answering scans",
        "load config/nftables/teiten-sensor.nft with the prefixes filled in (docs/20-sensor.md);"
            + " only root sees whether it is");
  }
}
