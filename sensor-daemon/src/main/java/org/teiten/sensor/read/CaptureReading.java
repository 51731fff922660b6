// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.teiten.capture.aggregate.IntervalSink;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.capture.pipeline.PacketMeter;
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
  private final List<String> failures = new ArrayList<>();
  private LinkType linkType = LinkType.ETHERNET;
  private int opened;

  CaptureReading(MeterConfig config, IntervalSink sink) {
    meter = PacketMeter.ofCaptures(config, linkType, sink);
  }

  /** Reads all files; a failure ends its file and is kept for later. */
  void read(List<Path> files) {
    try (ReadProgress progress = new ReadProgress()) {
      for (Path file : files) {
        try (PacketSource source = open(file)) {
          opened++;
          read(source, file.toString(), progress);
        } catch (IOException e) {
          failures.add(ErrorText.of(e));
        } finally {
          meter.finish(0);
        }
      }
    }
  }

  private static PacketSource open(Path file) throws IOException {
    return file.equals(STDIN)
        ? PcapFileSource.read(System.in, "standard input")
        : PcapFileSource.open(file);
  }

  private void read(PacketSource source, String name, ReadProgress progress) throws IOException {
    int frames = 0;
    while (frames != PacketSource.END) {
      if (source.linkType() != linkType) {
        linkType = source.linkType();
        meter.linkType(linkType);
      }
      frames = source.poll(meter, FRAMES_PER_TURN);
      progress.at(name, meter.counters().frames());
    }
  }

  MeterCounters books() {
    return meter.counters();
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
