// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.teiten.sensor.spool.SpoolConfig;
import org.teiten.sensor.spool.SpoolView;
import org.teiten.sensor.spool.SpoolView.Item;
import org.teiten.sensor.spool.SpoolView.Place;
import org.teiten.support.errors.ErrorText;

/** The disk, and what waits on it. */
public final class SpoolExamination {
  private static final Duration LATE = Duration.ofMinutes(15);
  private static final long MIB = 1 << 20;

  private final SpoolConfig spool;
  private final Clock clock;

  public SpoolExamination(SpoolConfig spool, Clock clock) {
    this.spool = spool;
    this.clock = clock;
  }

  /** Looks; changes nothing. */
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    try {
      findings.add(space());
      if (!Files.isDirectory(spool.directory())) {
        findings.add(Finding.skipped("spool", "no sensor has run with it yet"));
        return findings;
      }
      List<Item> items = new SpoolView(spool).items();
      findings.add(waiting(in(items, Place.WAITING)));
      findings.add(aside(in(items, Place.ASIDE)));
    } catch (IOException e) {
      findings.add(
          Finding.fault(
              "spool", ErrorText.of(e), "run this as the sensor's user, and see spool.directory"));
    }
    return findings;
  }

  private static List<Item> in(List<Item> items, Place place) {
    return items.stream().filter(item -> item.place() == place).toList();
  }

  private Finding space() throws IOException {
    Path nearest = spool.directory();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    long free = Files.getFileStore(nearest).getUsableSpace();
    long kept = spool.minFree().bytes();
    String text = "%,d MiB are free where the spool is".formatted(free / MIB);
    if (free < kept) {
      return Finding.fault(
          "disk",
          text + ", less than spool.min_free: batches are dropped",
          "make room, or put spool.directory elsewhere");
    }
    return free - kept < spool.maxBytes().bytes()
        ? Finding.warning(
            "disk",
            text + ", not enough for spool.max_bytes beside spool.min_free",
            "make room, or set spool.max_bytes to what there is")
        : Finding.ok("disk", text);
  }

  private Finding waiting(List<Item> items) {
    Optional<Instant> oldest = items.stream().map(Item::since).min(Comparator.naturalOrder());
    if (oldest.isEmpty()) {
      return Finding.ok("spool", "nothing waits for the centre");
    }
    Duration age = Duration.between(oldest.get(), clock.instant());
    String text =
        "%,d batches wait for the centre, the oldest since %s"
            .formatted(items.size(), oldest.get());
    return age.compareTo(LATE) > 0
        ? Finding.fault("spool", text, "see what is said of the centre below")
        : Finding.ok("spool", text);
  }

  private static Finding aside(List<Item> items) {
    return items.isEmpty()
        ? Finding.ok("aside", "nothing waits for a human")
        : Finding.warning(
            "aside",
            "%,d files wait for a human".formatted(items.size()),
            "teiten-sensor spool list tells why; spool retry sends again, spool drop deletes");
  }
}
