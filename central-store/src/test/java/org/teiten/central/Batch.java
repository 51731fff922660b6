// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.teiten.flowtuple.CaptureLoss;
import org.teiten.flowtuple.ClassTotals;
import org.teiten.flowtuple.ClockState;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.Interval;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.SourcesSketch;
import org.teiten.flowtuple.TrafficClass;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.Undecodable;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchWriter;

/** Builds batches for tests, interval by interval. */
public final class Batch {
  /** The rows of one interval. */
  public final class Minute {
    private final Interval interval;
    private long from;
    private long to;
    private long monitoredIpv4 = 256;
    private long monitoredIpv6;
    private long kernelDropped;
    private long extraPackets;
    private final List<FlowTuple> own = new ArrayList<>();

    private Minute(Interval interval) {
      this.interval = interval;
      this.from = interval.startMicros();
      this.to = interval.endMicros();
    }

    public Minute observed(String fromInstant, String toInstant) {
      from = micros(fromInstant);
      to = micros(toInstant);
      return this;
    }

    public Minute monitoring(long ipv4, long ipv6) {
      monitoredIpv4 = ipv4;
      monitoredIpv6 = ipv6;
      return this;
    }

    public Minute dropped(long packets) {
      kernelDropped = packets;
      return this;
    }

    /** Lets the header claim more packets than there are. */
    public Minute lyingBy(long packets) {
      extraPackets = packets;
      return this;
    }

    public Minute tcp(String source, int port, long packets) {
      return row(source, 6, port, -1, -1, TrafficType.TCP_SYN, "none", packets);
    }

    public Minute udp(String source, int port, long packets) {
      return row(source, 17, port, -1, -1, TrafficType.UDP, "none", packets);
    }

    public Minute echo(String source, long packets) {
      return row(source, 1, -1, 8, 0, TrafficType.ICMP_ECHO_REQUEST, "none", packets);
    }

    public Minute backscatter(String source, int port, long packets) {
      return row(source, 6, port, -1, -1, TrafficType.TCP_SYN_ACK, "none", packets);
    }

    public Minute row(
        String source,
        int protocol,
        int port,
        int icmpType,
        int icmpCode,
        TrafficType type,
        String mark,
        long packets) {
      IpAddress address = IpAddress.parse(source);
      own.add(
          tuple(
              address.version(),
              address,
              protocol,
              port,
              icmpType,
              icmpCode,
              type,
              mark,
              packets,
              1,
              null));
      return this;
    }

    /** Rows as they are, of this interval. */
    public Minute rows(List<FlowTuple> rows) {
      own.addAll(rows);
      return this;
    }

    public Minute folded(int port, long packets, long sources, byte[] sketch) {
      own.add(
          tuple(
              4,
              null,
              6,
              port,
              -1,
              -1,
              TrafficType.TCP_SYN,
              "none",
              packets,
              sources,
              sketch == null ? null : new SourcesSketch(sketch)));
      return this;
    }

    private FlowTuple tuple(
        int version,
        IpAddress source,
        int protocol,
        int port,
        int icmpType,
        int icmpCode,
        TrafficType type,
        String mark,
        long packets,
        long sources,
        SourcesSketch sketch) {
      return new FlowTuple(
          interval.startSeconds(),
          0,
          version,
          source == null ? 0 : source.high(),
          source == null ? 0 : source.low(),
          source == null,
          protocol,
          port,
          icmpType,
          icmpCode,
          type,
          new Fingerprint(mark),
          packets,
          packets * 40,
          1,
          false,
          sources,
          sketch,
          from,
          Math.max(from, to - 1),
          port < 0 ? -1 : 40_000,
          64,
          0,
          2,
          0,
          0,
          0,
          0,
          -1,
          -1);
    }

    public Batch and() {
      return Batch.this;
    }

    private IntervalHeader header() {
      Collections.sort(own, FlowTuple.KEY_ORDER);
      long[] packets = new long[3];
      long foldedPackets = 0;
      long foldedRows = 0;
      long bytes = 0;
      for (FlowTuple row : own) {
        packets[row.trafficClass().ordinal()] += row.packets();
        bytes += row.bytes();
        foldedPackets += row.folded() ? row.packets() : 0;
        foldedRows += row.folded() ? 1 : 0;
      }
      return new IntervalHeader(
          interval,
          0,
          from,
          to,
          monitoredIpv4,
          monitoredIpv6,
          new CaptureLoss(
              packets[0] + packets[1] + packets[2] + kernelDropped,
              kernelDropped,
              0,
              0,
              0,
              Undecodable.NONE,
              0,
              0,
              0,
              0,
              foldedPackets,
              foldedRows),
          new ClassTotals(
              packets[TrafficClass.SCAN.ordinal()] + extraPackets,
              packets[TrafficClass.BACKSCATTER.ordinal()],
              packets[TrafficClass.OTHER.ordinal()]),
          own.size(),
          bytes,
          ClockState.UNKNOWN);
    }
  }

  private final String sensor;
  private final String epoch;
  private final long sequence;
  private EpochKind kind = EpochKind.LIVE;
  private String group = "jp";
  private final List<Minute> minutes = new ArrayList<>();
  private List<String> signatures = List.of();

  private Batch(String sensor, String epoch, long sequence) {
    this.sensor = sensor;
    this.epoch = epoch;
    this.sequence = sequence;
  }

  public static Batch of(String sensor, int epoch, long sequence) {
    return new Batch(sensor, "%032x".formatted(epoch), sequence);
  }

  public Batch kind(EpochKind other) {
    kind = other;
    return this;
  }

  public Batch group(String other) {
    group = other;
    return this;
  }

  /** What the rows' stack signatures are, from number 1. */
  public Batch signatures(List<String> texts) {
    signatures = texts;
    return this;
  }

  /** Begins the interval of that start and length. */
  public Minute interval(String start, int seconds) {
    Minute minute = new Minute(new Interval(Instant.parse(start).getEpochSecond(), seconds));
    minutes.add(minute);
    return minute;
  }

  /** Begins the minute of that start. */
  public Minute minute(String start) {
    return interval(start, 60);
  }

  public BatchId id() {
    return new BatchId(new SensorId(sensor), epoch, sequence);
  }

  public byte[] bytes() {
    return bytes(true);
  }

  /** The bytes although rows and header do not agree. */
  public byte[] lyingBytes() {
    return bytes(false);
  }

  private byte[] bytes(boolean honest) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<IntervalHeader> headers = minutes.stream().map(Minute::header).toList();
    BatchHeader header = new BatchHeader(id(), group, kind, "teiten test", headers, signatures, 0);
    try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
      for (Minute minute : minutes) {
        for (FlowTuple row : minute.own) {
          writer.append(row);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalStateException e) {
      if (honest) {
        throw e;
      }
    }
    return out.toByteArray();
  }

  public Path writeTo(Path folder) throws IOException {
    return Files.write(Files.createDirectories(folder).resolve(id().fileName()), bytes());
  }

  /** The value of Content-Digest for a body. */
  public static String contentDigest(byte[] body) {
    try {
      return "sha-256=:"
          + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(body))
          + ":";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long micros(String instant) {
    Instant parsed = Instant.parse(instant);
    return parsed.getEpochSecond() * 1_000_000 + parsed.getNano() / 1_000;
  }
}
