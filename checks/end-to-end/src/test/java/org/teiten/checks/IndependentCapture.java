// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** tcpdump on the sensor's interface: what really arrived, counted without any code of ours. */
final class IndependentCapture implements AutoCloseable {
  private static final int PCAP_MAGIC = 0xa1b2c3d4;

  private final Namespaces namespaces;
  private final Path file;
  private final ChildProcess tcpdump;
  private final long before;

  private IndependentCapture(Namespaces namespaces, Path folder, String direction) {
    this.namespaces = namespaces;
    this.file = folder.resolve("tcpdump-" + direction + ".pcap");
    this.before = counter(direction.equals("in") ? "rx_packets" : "tx_packets");
    this.tcpdump =
        ChildProcess.start(
            folder,
            "tcpdump-" + direction,
            Namespaces.within(
                namespaces.sensor,
                List.of(
                    "tcpdump -i mon0 -Q %s -n -U -s 0 -B 32768 --immediate-mode -Z root -w %s"
                        .formatted(direction, file)
                        .split(" ", -1))));
    await("tcpdump listens").until(() -> tcpdump.err().contains("listening on"));
  }

  /** Starts to count what arrives. */
  static IndependentCapture incoming(Namespaces namespaces, Path folder) {
    return new IndependentCapture(namespaces, folder, "in");
  }

  /** Starts to count what the sensor host sends there. */
  static IndependentCapture outgoing(Namespaces namespaces, Path folder) {
    return new IndependentCapture(namespaces, folder, "out");
  }

  /** Stops when all is written that the interface itself counted, and gives every frame. */
  List<byte[]> stop() {
    String direction = file.toString().endsWith("-in.pcap") ? "rx_packets" : "tx_packets";
    await("tcpdump has written what the interface counted")
        .atMost(Duration.ofSeconds(20))
        .until(() -> frames(file).size() >= counter(direction) - before);
    ChildProcess.Outcome outcome = tcpdump.interrupt();
    assertThat(outcome.err()).contains("0 packets dropped by kernel");
    return frames(file);
  }

  private long counter(String name) {
    return Long.parseLong(
        Namespaces.run(namespaces.sensor, List.of("cat", "/sys/class/net/mon0/statistics/" + name))
            .orThrow("reading " + name)
            .out()
            .strip());
  }

  /** The whole frames of a classic little-endian pcap file. */
  static List<byte[]> frames(Path pcap) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(pcap)).order(ByteOrder.LITTLE_ENDIAN);
      List<byte[]> frames = new ArrayList<>();
      if (bytes.remaining() < 24) {
        return frames;
      }
      assertThat(bytes.getInt(0)).isEqualTo(PCAP_MAGIC);
      bytes.position(24);
      try {
        while (bytes.hasRemaining()) {
          bytes.getLong();
          byte[] frame = new byte[bytes.getInt()];
          bytes.getInt();
          bytes.get(frame);
          frames.add(frame);
        }
      } catch (BufferUnderflowException e) {
        // tcpdump is writing the last one.
      }
      return frames;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    tcpdump.close();
  }
}
