// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.source.FrameHandler;
import org.teiten.capture.source.LinkType;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.PcapFileSource;
import org.teiten.support.errors.ErrorText;

/**
 * Puts captures through one meter, in the order given. Each is an observation of its own: an
 * interval that lies in two of them is closed in two parts.
 */
final class CaptureReading {
  /** Stands for standard input. */
  static final Path STDIN = Path.of("-");

  private static final int FRAMES_PER_TURN = 65_536;

  private final PacketMeter meter;
  private final PacketFilter filter;
  private final List<String> failures = new ArrayList<>();
  private LinkType linkType = LinkType.ETHERNET;
  private int opened;

  /**
   * Reads nothing yet.
   *
   * @param asked which packets are metered
   * @param sink takes closed intervals
   */
  CaptureReading(MeterConfig config, PacketFilter.Asked asked, IntervalSink sink) {
    meter = PacketMeter.ofCaptures(config, linkType, sink);
    filter = asked.all() ? null : new PacketFilter(asked, config.tunnels(), meter);
  }

  /** Reads all files; a failure ends its file and is kept for later. */
  void read(List<Path> files) {
    try (ReadProgress progress = new ReadProgress()) {
      for (Path file : files) {
        try (PcapFileSource source = open(file)) {
          opened++;
          read(source, file, progress);
        } catch (IOException e) {
          failures.add(ErrorText.of(e));
        } finally {
          meter.finish(0);
        }
      }
    }
  }

  private static PcapFileSource open(Path file) throws IOException {
    return file.equals(STDIN)
        ? PcapFileSource.read(System.in, "standard input")
        : PcapFileSource.open(file);
  }

  private void read(PcapFileSource source, Path file, ReadProgress progress) throws IOException {
    FrameHandler handler = filter == null ? meter : filter;
    long size = CaptureFiles.uncompressedSize(file);
    int frames = 0;
    while (frames != PacketSource.END) {
      if (source.linkType() != linkType) {
        linkType = source.linkType();
        meter.linkType(linkType);
        if (filter != null) {
          filter.linkType(linkType);
        }
      }
      frames = source.poll(handler, FRAMES_PER_TURN);
      progress.at(file.toString(), source.position(), size, read());
    }
  }

  MeterCounters books() {
    return meter.counters();
  }

  private long read() {
    return meter.counters().frames() + (filter == null ? 0 : filter.filtered());
  }

  /** Packets left out because they were not asked for; empty if all were. */
  OptionalLong filtered() {
    return filter == null ? OptionalLong.empty() : OptionalLong.of(filter.filtered());
  }

  /** What could not be read, one sentence each. */
  List<String> failures() {
    return failures;
  }

  /** How many of the files are captures at all. */
  int opened() {
    return opened;
  }
}
