// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.capture.Documented;
import org.teiten.capture.decode.PacketHeaders;
import org.teiten.capture.pipeline.MeterConfig;
import org.teiten.capture.pipeline.MeterCounters;
import org.teiten.capture.pipeline.PacketMeter;
import org.teiten.capture.source.NetworkNamespace;
import org.teiten.capture.source.PacketSource;
import org.teiten.capture.source.PcapFileSource;
import org.teiten.flowtuple.Fingerprint;

/**
 * Debian's scanners send over a virtual cable, tcpdump writes what arrives, and the meter says
 * which packets it knows. Every packet of a tool must bear its mark, and no packet another one.
 */
class RealToolsTest {
  private static final String OUTSIDE_MAC = "02:00:00:00:01:01";
  private static final String SENSOR_MAC = "02:00:00:00:01:02";
  private static final String ZMAP =
      "zmap -q -i out0 -S 198.51.100.10 -G %s -r 1000 -c 1 -b /dev/null --config=/dev/null -o /dev/null 203.0.113.0/24"
          .formatted(SENSOR_MAC);
  // Debian's masscan waits for ever where nobody answers, so all are ended once they have sent.
  private static final String MASSCAN =
      "masscan 203.0.113.0/24 --rate 2000 --retries 0 --wait 0 --interface out0 --adapter-ip 198.51.100.10 --adapter-mac %s --router-mac %s"
          .formatted(OUTSIDE_MAC, SENSOR_MAC);
  private static final String NMAP =
      "nmap -n -Pn --max-retries 0 --max-rtt-timeout 100ms --min-rate 500";

  /** A run: the Debian package, what is sent, how many packets, and the mark all must bear. */
  private record Run(String tool, String mode, String command, int packets, String mark) {}

  private static final List<Run> RUNS =
      List.of(
          new Run("nmap", "-sS", NMAP + " -sS --send-ip -p 1-100 203.0.113.8/29", 800, "nmap"),
          new Run("nmap", "-sT (the kernel's SYN)", NMAP + " -sT -p 22,23 203.0.113.8/29", 16, ""),
          new Run("masscan", "-p", MASSCAN + " -p 80,8080", 512, "masscan"),
          new Run("masscan", "--ping", MASSCAN + " --ping", 256, "masscan"),
          new Run("zmap", "tcp_synscan", ZMAP + " -p 3389", 256, "zmap-54321"),
          new Run("zmap", "icmp_echoscan", ZMAP + " -M icmp_echoscan", 256, "zmap-54321"),
          new Run(
              "zmap", "udp", ZMAP + " -M udp -p 53 --probe-args=text:teiten", 256, "zmap-54321"),
          new Run("hping3", "-S", "hping3 -q -n -i u1000 -c 200 -S -p 23 203.0.113.9", 200, ""),
          new Run("hping3", "--icmp", "hping3 -q -n -i u1000 -c 50 --icmp 203.0.113.9", 50, ""),
          new Run(
              "hping3", "--udp", "hping3 -q -n -i u1000 -c 50 --udp -p 53 203.0.113.9", 50, ""));

  @TempDir Path folder;

  @Test
  void everyPacketOfAToolBearsItsMarkAndNoOther() throws Exception {
    NetworkNamespace.assumeAvailable();
    boolean installed =
        Stream.of("nmap", "masscan", "zmap", "hping3", "tcpdump").allMatch(RealToolsTest::isThere);
    if ("true".equals(System.getenv("CI"))) {
      assertThat(installed).as("CI has the scanners of checks/setup.sh").isTrue();
    }
    assumeTrue(installed, "skipped: needs nmap, masscan, zmap, hping3 and tcpdump");
    NetworkNamespace outside = NetworkNamespace.create("outside");
    NetworkNamespace sensor = NetworkNamespace.create("tools");
    List<List<String>> rows = new ArrayList<>();
    try {
      outside.connect("out0", sensor, "mon0");
      outside.shell(
          """
          ip link set out0 address %s; ip address add 198.51.100.10/24 dev out0
          ip neigh add 198.51.100.1 lladdr %s dev out0 nud permanent
          ip route add 203.0.113.0/24 via 198.51.100.1"""
              .formatted(OUTSIDE_MAC, SENSOR_MAC));
      sensor.shell("ip link set mon0 address " + SENSOR_MAC);
      for (Run run : RUNS) {
        rows.add(row(run, marks(run, outside, sensor)));
      }
    } finally {
      outside.delete();
      sensor.delete();
    }
    if (Documented.wanted()) {
      write(rows);
    }
  }

  /** Packets by mark, none included as the empty one. */
  private Map<String, Long> marks(Run run, NetworkNamespace outside, NetworkNamespace sensor)
      throws Exception {
    Path pcap = folder.resolve("run.pcap");
    Path tool = folder.resolve("tool.pid");
    Path pid = folder.resolve("tcpdump.pid");
    Files.deleteIfExists(pcap);
    sensor.shell(
        """
        tcpdump -i mon0 -Q in -n -U --immediate-mode -s 256 -B 8192 -Z root -c %d -w %s 'src 198.51.100.10' >/dev/null 2>&1 &
        echo $! >%s; until [ -s %s ]; do sleep 0.1; done"""
            .formatted(run.packets(), pcap, pid, pcap));
    outside.shell(
        "timeout 25 %s >/dev/null 2>&1 </dev/null & echo $! >%s".formatted(run.command(), tool));
    // tcpdump ends by itself once it has as many packets as are sent.
    sensor.shell(waitFor(pid) + "; kill $p 2>/dev/null || true");
    outside.shell("kill $(cat %s) 2>/dev/null || true; ".formatted(tool) + waitFor(tool));
    MeterCounters counters = meter(pcap);
    assertThat(counters.frames()).as(run.tool() + " " + run.mode()).isEqualTo(run.packets());
    Map<String, Long> marks = new TreeMap<>();
    for (int id = 0; id < FingerprintRules.RULES.size(); id++) {
      if (counters.packetsByFingerprint(id) > 0) {
        Fingerprint mark = FingerprintRules.fingerprint(id);
        marks.put(
            mark.equals(Fingerprint.NONE) ? "" : mark.label(), counters.packetsByFingerprint(id));
      }
    }
    assertThat(marks)
        .as(run.tool() + " " + run.mode())
        .containsExactlyEntriesOf(Map.of(run.mark(), (long) run.packets()));
    return marks;
  }

  /** A line of shell that waits for the end of the process whose id is in the file. */
  private static String waitFor(Path pid) {
    return "p=$(cat %s); i=0; while kill -0 $p 2>/dev/null && [ $i -lt 200 ]; do sleep 0.1; i=$((i+1)); done"
        .formatted(pid);
  }

  private static MeterCounters meter(Path pcap) throws Exception {
    MeterConfig config =
        new MeterConfig(
            MeterConfig.Mode.CAPTURE, 60, List.of(), List.of(), 4_096, 64, Duration.ZERO, 1, 2);
    try (PcapFileSource source = PcapFileSource.open(pcap)) {
      PacketMeter meter =
          PacketMeter.ofCaptures(
              config,
              source.linkType(),
              interval -> {
                interval.release();
                return true;
              });
      int polled = 0;
      while (polled != PacketSource.END) {
        polled = source.poll(meter, 1_000);
      }
      assertThat(meter.finish(0)).isTrue();
      return meter.counters();
    }
  }

  private static boolean isThere(String tool) {
    return Stream.of("/usr/bin", "/usr/sbin", "/bin", "/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  private static List<String> row(Run run, Map<String, Long> marks) throws Exception {
    String version = Documented.output("dpkg-query", "-W", "-f", "${Version}", run.tool());
    long right = marks.getOrDefault(run.mark(), 0L);
    String share = String.format(Locale.ROOT, "%.1f %%", 100.0 * right / run.packets());
    return List.of(
        run.tool() + " " + version,
        run.mode(),
        "" + run.packets(),
        run.mark().isEmpty() ? "none" : run.mark(),
        run.mark().isEmpty() ? "–" : share,
        "" + (run.packets() - right));
  }

  private static void write(List<List<String>> real) throws Exception {
    Documented page = new Documented("94-marks.md", "Marks of tools, and what bears them", "marks");
    page.paragraph("## The rules");
    page.table(
        List.of("mark", "since", "until", "rule", "source"),
        FingerprintRules.RULES.stream()
            .filter(rule -> !rule.fingerprint().equals(Fingerprint.NONE))
            .map(
                rule ->
                    List.of(
                        rule.fingerprint().label(),
                        "" + rule.since(),
                        rule.until() == null ? "" : "" + rule.until(),
                        rule.mark(),
                        rule.source()))
            .toList());
    page.paragraph(
        """
        ## Quality marks

        What is odd about a packet, without being a tool's mark. The counter `teiten_meter_quality_mark_packets_total{mark}` tells which are met.""");
    page.table(
        List.of("mark", "since", "rule", "source"),
        QualityRules.RULES.stream()
            .map(
                rule ->
                    List.of(
                        rule.mark().label(),
                        rule.since() == null ? "" : "" + rule.since(),
                        rule.rule(),
                        rule.source()))
            .toList());
    page.paragraph(
        """
        ## The real tools

        Debian's packages on a virtual cable, written by tcpdump, read by the meter. *Falsely* are packets that bear another
        mark than the expected, or one where none is expected.""");
    page.table(
        List.of("package", "mode", "packets", "expected mark", "recognised", "falsely"), real);
    page.paragraph(
        """
        ## Byte-exact frames

        One frame for each tool and version, built from its source code (FingerprintRulesTest), for what Debian does not have.""");
    page.table(List.of("frame", "expected mark", "recognised as"), exact());
    page.paragraph(
        """
        ## False marks by chance

        Frames of ordinary stacks (Linux, Windows, macOS) and bare SYNs, each with random id, sequence and ports; seeds are fixed.""");
    page.table(
        List.of("frames", "number", "falsely marked", "rate"),
        List.of(
            chance("ordinary SYNs", FalseMarks.ordinary(400_000)),
            chance("bare SYNs without options, DF clear", FalseMarks.bare(65_536 * 20))));
    page.write();
  }

  private static List<List<String>> exact() {
    List<List<String>> rows = new ArrayList<>();
    ToolFrames.tools()
        .forEach(
            (name, headers) -> {
              List<String> words = Arrays.asList(name.split(" ", 2));
              rows.add(List.of(words.get(1), words.get(0), label(headers)));
            });
    ToolFrames.nearMisses()
        .forEach((name, headers) -> rows.add(List.of(name, "none", label(headers))));
    return rows;
  }

  private static String label(PacketHeaders headers) {
    int id = new FingerprintRules().match(ToolFrames.NOW, headers, PacketClassifier.type(headers));
    return FingerprintRules.fingerprint(id).label();
  }

  private static List<String> chance(String what, FalseMarks marks) {
    return List.of(
        what,
        String.format(Locale.ROOT, "%,d", marks.frames()),
        String.format(Locale.ROOT, "%,d", marks.marked()),
        String.format(Locale.ROOT, "%.1e", (double) marks.marked() / marks.frames()));
  }
}
