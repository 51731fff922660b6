// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.traffic;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A capture as a darknet sees it: sources in the address space of several countries, common ports,
 * some backscatter; documentation addresses as destinations. The same seed gives the same packets.
 */
public final class WorldCapture {
  /** Countries and how often they appear, in parts of the whole. */
  private static final Map<String, Integer> COUNTRIES = new LinkedHashMap<>();

  private static final Map<String, Integer> PORTS = new LinkedHashMap<>();

  static {
    COUNTRIES.put("US", 30);
    COUNTRIES.put("CN", 22);
    COUNTRIES.put("NL", 13);
    COUNTRIES.put("RU", 9);
    COUNTRIES.put("BR", 7);
    COUNTRIES.put("JP", 5);
    COUNTRIES.put("VN", 4);
    COUNTRIES.put("IN", 4);
    COUNTRIES.put("DE", 3);
    COUNTRIES.put("KR", 3);
    PORTS.put("23/tcp", 26);
    PORTS.put("22/tcp", 15);
    PORTS.put("445/tcp", 11);
    PORTS.put("3389/tcp", 9);
    PORTS.put("8080/tcp", 8);
    PORTS.put("6379/tcp", 7);
    PORTS.put("5060/udp", 6);
    PORTS.put("8/icmp", 5);
    PORTS.put("1900/udp", 4);
    PORTS.put("5555/tcp", 4);
    PORTS.put("synack", 5);
  }

  private final CountryRanges origins;
  private final Frames frames;
  private final String[] destinations;
  private final SplittableRandom random;
  private final Map<String, Long> packetsByCountry = new TreeMap<>();

  /**
   * A capture to be written.
   *
   * @param origins CSV (gz) of first, last, country
   * @param frames stations that the frames go between
   * @param destinations IPv4 addresses
   */
  public WorldCapture(Path origins, Frames frames, String[] destinations, long seed)
      throws IOException {
    this.origins = new CountryRanges(origins);
    this.frames = frames;
    this.destinations = destinations.clone();
    this.random = new SplittableRandom(seed);
  }

  /** Writes that many packets, one a millisecond. */
  public void write(Path pcap, int packets, Instant start) throws IOException {
    long micros = start.toEpochMilli() * 1_000;
    try (PcapFileWriter file = new PcapFileWriter(pcap)) {
      for (int i = 0; i < packets; i++) {
        String country = pick(COUNTRIES);
        String source = origins.address(country, random);
        String to = destinations[random.nextInt(destinations.length)];
        file.write(micros + i * 1_000L, frame(pick(PORTS), source, to, i));
        packetsByCountry.merge(country, 1L, Long::sum);
      }
    }
  }

  /** Packets written so far from each country's ranges. */
  public Map<String, Long> packetsByCountry() {
    return packetsByCountry;
  }

  private byte[] frame(String what, String source, String to, int number) {
    int ephemeral = random.nextInt(32_768, 61_000);
    if (what.equals("synack")) {
      return frames.tcp(source, 80, to, ephemeral, "SA");
    }
    int port = Integer.parseInt(what.substring(0, what.indexOf('/')));
    if (what.endsWith("/tcp")) {
      return frames.tcp(source, ephemeral, to, port, "S");
    }
    if (what.endsWith("/udp")) {
      return frames.udp(source, ephemeral, to, port, new byte[] {1, 2, 3, 4});
    }
    return frames.echoRequest(source, to, number);
  }

  private String pick(Map<String, Integer> weights) {
    int left = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
    for (Map.Entry<String, Integer> entry : weights.entrySet()) {
      left -= entry.getValue();
      if (left < 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("weights changed while picking");
  }

  /**
   * {@code WorldCapture ORIGINS.csv.gz FROM_MAC TO_MAC PACKETS SEED OUT.pcap DESTINATION…}; the
   * first packet is one hour old.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 7) {
      System.err.println(
          "usage: WorldCapture ORIGINS.csv.gz FROM_MAC TO_MAC PACKETS SEED OUT.pcap DESTINATION...");
      System.exit(2);
    }
    String[] destinations = Arrays.copyOfRange(args, 6, args.length);
    WorldCapture capture =
        new WorldCapture(
            Path.of(args[0]), new Frames(args[1], args[2]), destinations, Long.parseLong(args[4]));
    capture.write(Path.of(args[5]), Integer.parseInt(args[3]), Instant.now().minusSeconds(3_600));
    System.out.println(capture.packetsByCountry());
  }
}
