// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchLimits;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchReader;
import org.teiten.sensor.CommandLineFixture;
import org.teiten.sensor.CommandLineFixture.Ran;

class ReadBatchesTest {
  private static final Instant DAY = Instant.parse("2026-11-23T23:59:50Z");
  private static final int SOURCE = 0xc6336401; // 198.51.100.1
  private static final int MONITORED = 0xcb007105; // 203.0.113.5
  private static final int SYN = 2;

  @TempDir Path folder;

  private Path capture(String name, Instant from, int packets, int secondsApart)
      throws IOException {
    PcapFixture pcap = new PcapFixture();
    for (int i = 0; i < packets; i++) {
      pcap.tcp(from.plusSeconds((long) i * secondsApart), SOURCE + i % 7, MONITORED, 23, SYN);
    }
    return pcap.write(folder.resolve(name));
  }

  private Ran read(Path batches, Object... more) {
    return CommandLineFixture.run(
        Stream.concat(
                Stream.of(
                    "read",
                    "--monitored",
                    "203.0.113.0/24",
                    "--sensor",
                    "tokyo-1",
                    "--batches",
                    batches,
                    "--format",
                    "csv"),
                Stream.of(more))
            .toArray());
  }

  private static List<Path> files(Path batches) throws IOException {
    try (Stream<Path> files = Files.list(batches)) {
      return files.sorted().toList();
    }
  }

  private static BatchHeader header(Path batch) throws IOException {
    try (FlowBatchReader reader = FlowBatchReader.open(batch, BatchLimits.DEFAULT)) {
      while (reader.next() != null) {
        // the reader checks that rows and headers agree
      }
      return reader.header();
    }
  }

  private static List<BatchHeader> headers(Path batches) throws IOException {
    List<BatchHeader> headers = new ArrayList<>();
    for (Path file : files(batches)) {
      headers.add(header(file));
    }
    return headers;
  }

  @Test
  void writesOneBatchAUtcDayByThePacketsOwnTime() throws IOException {
    Path out = folder.resolve("out");
    Ran ran = read(out, capture("a.pcap", DAY, 20, 1));
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).contains("20 packets in 2 batches of sensor tokyo-1");
    List<BatchHeader> headers = headers(out);
    assertThat(headers).extracting(BatchHeader::packets).containsExactly(10L, 10L);
    assertThat(headers).extracting(h -> h.id().sequence()).containsExactly(0L, 1L);
    assertThat(headers).extracting(BatchHeader::epochKind).containsOnly(EpochKind.CAPTURE);
    IntervalHeader first = headers.get(0).intervals().get(0);
    assertThat(first.observedFromMicros()).isEqualTo(DAY.getEpochSecond() * 1_000_000);
    assertThat(first.monitoredIpv4()).isEqualTo(256);
    IntervalHeader last = headers.get(1).intervals().get(0);
    assertThat(last.observedToMicros()).isEqualTo(DAY.plusSeconds(19).getEpochSecond() * 1_000_000);
  }

  @Test
  void givesTheSameBytesForTheSameInput() throws IOException {
    Path capture = capture("a.pcap", DAY, 200, 3);
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    read(one, capture);
    read(two, Files.copy(capture, folder.resolve("renamed.pcap")));
    assertThat(files(one)).isNotEmpty();
    for (Path file : files(one)) {
      assertThat(two.resolve(file.getFileName())).hasSameBinaryContentAs(file);
    }
    read(two, capture);
    assertThat(files(two)).hasSameSizeAs(files(one));
  }

  @Test
  void givesAnotherEpochWhenTheResultMayDiffer() throws IOException {
    Path a = capture("a.pcap", DAY, 3, 1);
    Path b = capture("b.pcap", DAY.plusSeconds(600), 3, 1);
    List<Object[]> inputs =
        List.of(
            new Object[] {a, b},
            new Object[] {b},
            new Object[] {a},
            new Object[] {"--group", "jp", a},
            new Object[] {"--observed", "2026-11-23T00:00:00Z/2026-11-25T00:00:00+09:00", a});
    List<String> epochs = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Path out = folder.resolve("out" + i);
      assertThat(read(out, inputs.get(i)).code()).isZero();
      epochs.add(headers(out).get(0).id().epoch());
    }
    assertThat(epochs).doesNotHaveDuplicates();
  }

  @Test
  void readsInTheOrderOfTimeInWhateverOrderFilesAreNamed() throws IOException {
    Path a = capture("a.pcap", DAY, 3, 1);
    Path b = capture("b.pcap", DAY.plusSeconds(600), 3, 1);
    Path forward = folder.resolve("forward");
    Path backward = folder.resolve("backward");
    assertThat(read(forward, a, b).code()).isZero();
    assertThat(read(backward, b, a).code()).isZero();
    assertThat(headers(backward)).isEqualTo(headers(forward)).isNotEmpty();
  }

  @Test
  void keepsAMinuteThatWasSplitOverTwoFilesInPartsWithTheirOwnSpans() throws IOException {
    Instant minute = Instant.parse("2026-11-24T08:00:00Z");
    Path a = capture("a.pcap", minute.plusSeconds(1), 10, 1);
    Path b = capture("b.pcap", minute.plusSeconds(20), 10, 1);
    Path out = folder.resolve("out");
    read(out, b, a);
    BatchHeader header = headers(out).get(0);
    assertThat(header.intervals())
        .extracting(
            IntervalHeader::part,
            h -> micros(minute, h.observedFromMicros()),
            h -> micros(minute, h.observedToMicros()),
            IntervalHeader::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 1_000_000L, 10_000_000L, 10L),
            org.assertj.core.groups.Tuple.tuple(1, 20_000_000L, 29_000_000L, 10L));
  }

  private static long micros(Instant since, long micros) {
    return micros - since.getEpochSecond() * 1_000_000;
  }

  @Test
  void statesTheWholeObservedSpanWhenItIsGiven() throws IOException {
    Instant start = Instant.parse("2026-11-24T08:10:00Z");
    Path out = folder.resolve("out");
    Ran ran =
        read(
            out,
            "--observed",
            "2026-11-24T08:00:30Z/2026-11-24T08:20:15Z",
            capture("a.pcap", start.plusSeconds(5), 3, 1),
            capture("b.pcap", start.plusSeconds(20), 3, 1));
    assertThat(ran.code()).isZero();
    List<IntervalHeader> intervals = headers(out).get(0).intervals();
    assertThat(intervals).hasSize(22);
    long cursor = Instant.parse("2026-11-24T08:00:30Z").getEpochSecond() * 1_000_000;
    for (IntervalHeader interval : intervals) {
      assertThat(interval.observedFromMicros()).isEqualTo(cursor);
      cursor = interval.observedToMicros();
    }
    assertThat(cursor)
        .isEqualTo(Instant.parse("2026-11-24T08:20:15Z").getEpochSecond() * 1_000_000);
    assertThat(intervals).extracting(IntervalHeader::monitoredIpv4).containsOnly(256L);
  }

  @Test
  void refusesAnObservedSpanThatThePacketsContradict() throws IOException {
    Ran ran =
        read(
            folder.resolve("out"),
            "--observed",
            "2026-11-24T00:00:00Z/2026-11-25T00:00:00Z",
            capture("a.pcap", DAY, 3, 1));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("outside of --observed");
    assertThat(read(folder.resolve("out"), "--observed", "yesterday", "a.pcap").code())
        .isEqualTo(2);
  }

  @Test
  void leavesNothingButBatches() throws IOException {
    Path out = folder.resolve("out");
    read(out, capture("a.pcap", DAY, 20, 1));
    assertThat(files(out)).allMatch(file -> file.toString().endsWith(".avro"));
  }
}
