// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/** Reading captures here and through libpcap must give the same frames, wherever libpcap can. */
class LibpcapAgreesTest {

  @Test
  void everySharedCaptureGivesTheFramesThatLibpcapGives() throws IOException {
    Path captures = Path.of("../../shared/captures/files");
    assumeTrue(Files.isDirectory(captures), "needs ../shared/captures beside the checkout");
    int compared = 0;
    try (Stream<Path> files = Files.list(captures)) {
      for (Path file : files.sorted().toList()) {
        List<String> expected = new ArrayList<>();
        String error = null;
        try (LibpcapReader reader = new LibpcapReader(file, file.toString())) {
          drain(reader, expected);
        } catch (CaptureFileException e) {
          error = e.getMessage();
        }
        List<String> ours = new ArrayList<>();
        try (PcapFileSource source = PcapFileSource.open(file)) {
          int polled;
          do {
            polled = source.poll(collect(ours), 100);
          } while (polled != PacketSource.END);
        } catch (CaptureFileException e) {
          assertThat(error).as("%s: %s", file, e.getMessage()).isNotNull();
        }
        if (file.getFileName().toString().contains("timestamp_invalid")) {
          // A fraction of 2^31 of a second and more: libpcap takes it as negative, the format says
          // unsigned. No clock shows either, and metering marks both as bad time.
          ours.replaceAll(LibpcapAgreesTest::withoutTime);
          expected.replaceAll(LibpcapAgreesTest::withoutTime);
        }
        if (file.getFileName().toString().equals("zeek__trunc__trunc-hdr.pcap")) {
          // The file says snap length 1 and holds frames of 8 bytes: libpcap cuts them to 1, tshark
          // and we read what is there.
          assertThat(ours).hasSameSizeAs(expected);
        } else if (error == null) {
          assertThat(ours).as(file.toString()).isEqualTo(expected);
          compared++;
        } else {
          assertThat(ours).as(file.toString()).hasSizeGreaterThanOrEqualTo(expected.size());
        }
      }
    }
    assertThat(compared).isGreaterThan(200);
  }

  private static String withoutTime(String frame) {
    return frame.substring(frame.indexOf(' '));
  }

  private static void drain(CaptureReader reader, List<String> into) throws IOException {
    int polled;
    do {
      polled = reader.read(collect(into), 100);
    } while (polled != PacketSource.END);
  }

  private static FrameHandler collect(List<String> into) {
    return (long micros, int wire, DirectBuffer buffer, int offset, int captured) -> {
      byte[] bytes = new byte[captured];
      buffer.getBytes(offset, bytes);
      CRC32 crc = new CRC32();
      crc.update(bytes);
      into.add(micros + " " + wire + " " + captured + " " + crc.getValue());
    };
  }
}
