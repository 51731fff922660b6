// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchReader;
import org.teiten.flowtuple.batch.InvalidBatchException;

/** Reads a received file to its end and refuses what is no batch or cannot be true (design §5). */
final class BatchCheck {
  /** Shortest frames on a link of 100 Gbit/s, a second. */
  private static final long LINK_PACKETS_PER_SECOND = 148_809_524;

  private static final long CLOCK_TOLERANCE_MICROS = Duration.ofMinutes(5).toMillis() * 1_000;
  private static final long HOUR_MICROS = Duration.ofHours(1).toMillis() * 1_000;
  private static final long WEEK_MICROS = Duration.ofDays(7).toMillis() * 1_000;
  private static final long MAX_ADDRESSES = 1L << 32;
  private static final long LATEST_MICROS =
      Instant.parse("2200-01-01T00:00:00Z").getEpochSecond() * 1_000_000;

  private final BatchLimits limits;

  BatchCheck(BatchLimits limits) {
    this.limits = limits;
  }

  /**
   * Checks a file.
   *
   * @param now the centre's clock
   * @throws Refusal with 400, 413, 415 or 422
   * @throws IOException if the file cannot be read
   */
  ReceivedBatch check(Path file, String digest, Instant now) throws IOException, Refusal {
    try (FlowBatchReader reader = FlowBatchReader.open(file, limits)) {
      BatchHeader header = reader.header();
      List<IntervalHeader> intervals = header.intervals();
      long latest = now.getEpochSecond() * 1_000_000 + CLOCK_TOLERANCE_MICROS;
      for (IntervalHeader interval : intervals) {
        requirePossible(interval, header.epochKind(), latest);
      }
      ReceivedBatch.PacketTimes[] times = new ReceivedBatch.PacketTimes[intervals.size()];
      Arrays.fill(times, ReceivedBatch.PacketTimes.NONE);
      int at = 0;
      for (FlowTuple row = reader.next(); row != null; row = reader.next()) {
        while (!belongs(row, intervals.get(at))) {
          at++;
        }
        if (row.lastMicros() > LATEST_MICROS) {
          throw impossible(intervals.get(at), "a packet's time is after the year 2199");
        }
        times[at] = times[at].with(row.firstMicros(), row.lastMicros());
      }
      return new ReceivedBatch(file, header, digest, List.of(times));
    } catch (InvalidBatchException e) {
      throw refusal(e);
    }
  }

  private static boolean belongs(FlowTuple row, IntervalHeader interval) {
    return row.intervalStart() == interval.interval().startSeconds()
        && row.part() == interval.part();
  }

  private static void requirePossible(IntervalHeader interval, EpochKind kind, long latest)
      throws Refusal {
    long from = interval.observedFromMicros();
    long to = interval.observedToMicros();
    if (interval.interval().startMicros() > latest || to > latest) {
      throw impossible(
          interval, "lies in the future of the centre's clock; set the sensor's clock");
    }
    // In a capture one interval may stand for a silence of years.
    boolean tooLong = kind == EpochKind.LIVE && to > interval.interval().endMicros() + WEEK_MICROS;
    if (from < interval.interval().startMicros() - HOUR_MICROS || tooLong) {
      throw impossible(interval, "was observed at a time that is not its own");
    }
    if (interval.monitoredIpv4() > MAX_ADDRESSES) {
      throw impossible(interval, "monitors more IPv4 addresses than there are");
    }
    // Late packets and those that waited while the interval could not be closed are its own too.
    long seconds = Math.max(interval.interval().lengthSeconds(), (to - from) / 1_000_000 + 1);
    long most = LINK_PACKETS_PER_SECOND * seconds;
    if (interval.packets() > most || interval.loss().received() > most) {
      throw impossible(interval, "has more packets than a link of 100 Gbit/s can carry");
    }
  }

  private static Refusal impossible(IntervalHeader interval, String what) {
    return new Refusal(
        422,
        "impossible",
        "interval "
            + interval.interval().start()
            + " part "
            + interval.part()
            + " cannot be true: "
            + what);
  }

  static Refusal refusal(InvalidBatchException e) {
    return switch (e.kind()) {
      case MALFORMED -> new Refusal(400, "malformed", "not a batch: " + e.getMessage());
      case UNSUPPORTED ->
          new Refusal(415, "unsupported", "not a released format: " + e.getMessage());
      case TOO_LARGE -> new Refusal(413, "too_large", "too large: " + e.getMessage());
      case LYING -> new Refusal(422, "impossible", "contradicts itself: " + e.getMessage());
    };
  }
}
