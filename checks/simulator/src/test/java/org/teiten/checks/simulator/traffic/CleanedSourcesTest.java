// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.teiten.checks.simulator.Models;
import org.teiten.flowtuple.IpAddress;

class CleanedSourcesTest {
  private static final String LONG_LIVES = "sources: {lifetime_days: 400}\n";
  private static final int CLEANED = 20;

  /** Packets as text: day, source, service, sensor, interval. */
  private static List<String> packets(String yaml) throws Exception {
    List<String> packets = new ArrayList<>();
    for (SimulatedDay day : Simulation.of(Models.parse(yaml), 3)) {
      for (int row = 0; row < day.rows(); row++) {
        packets.add(
            String.format(
                "%03d %d %s %s %d %d",
                day.number(),
                day.source(row),
                day.service(row).port(),
                day.country(row),
                day.sensor(row),
                day.interval(row)));
      }
    }
    return packets;
  }

  private static Map<Integer, int[]> firstAndLast(String yaml) throws Exception {
    Map<Integer, int[]> seen = new HashMap<>();
    for (SimulatedDay day : Simulation.of(Models.parse(yaml), 3)) {
      for (int row = 0; row < day.rows(); row++) {
        seen.computeIfAbsent(day.source(row), key -> new int[] {day.number(), 0})[1] = day.number();
      }
    }
    return seen;
  }

  private static String single(String more) {
    return Models.single(10, "2017-01-01", "2017-03-31", 300, LONG_LIVES + more);
  }

  @Test
  void takesTheCleanedSourcesPacketsAwayAndLeavesEveryOtherAsItWas() throws Exception {
    List<String> before = packets(single(""));
    List<String> after = packets(single("cleaned: [{from: 2017-01-21, share: 0.5}]"));

    assertThat(after).hasSizeLessThan(before.size());
    List<String> left = new ArrayList<>(before);
    java.util.Set<String> kept = new java.util.HashSet<>(after);
    left.removeIf(packet -> !kept.contains(packet));
    assertThat(after).isEqualTo(left);
    assertThat(before.stream().filter(packet -> packet.compareTo("020") < 0).toList())
        .isEqualTo(after.stream().filter(packet -> packet.compareTo("020") < 0).toList());
  }

  @Test
  void theShareOfThoseThatSentBeforeFallsSilentAfterTheDelay() throws Exception {
    Map<Integer, int[]> alive = firstAndLast(single(""));
    Map<Integer, int[]> seen =
        firstAndLast(single("cleaned: [{from: 2017-01-21, share: 0.6, delay_days: 5}]"));
    List<Double> delays = new ArrayList<>();
    int meant = 0;
    int laterCleaned = 0;
    for (Map.Entry<Integer, int[]> source : alive.entrySet()) {
      int last = source.getValue()[1];
      int[] now = seen.get(source.getKey());
      if (source.getValue()[0] < CLEANED && last > CLEANED + 40) {
        meant++;
        if (now[1] < last) {
          delays.add((double) Math.max(0, now[1] + 1 - CLEANED));
        }
      } else if (source.getValue()[0] >= CLEANED && (now == null || now[1] < last)) {
        laterCleaned++;
      }
    }
    assertThat(delays.size() / (double) meant).isCloseTo(0.6, within(0.06));
    assertThat(delays.stream().mapToDouble(d -> d).average().orElseThrow())
        .as("whole days of an exponential time of mean 5, and days on which it does not send")
        .isBetween(3.0, 6.0);
    assertThat(laterCleaned).isZero();
  }

  @Test
  void aPortAndACountryMeanOnlyWhatIsSentThereFromThere() throws Exception {
    String world = Models.small("2017-01-01", "2017-01-20", "");
    List<String> before = packets(world);
    List<String> after =
        packets(world + "cleaned: [{port: 23/tcp, country: JP, from: 2017-01-11}]\n");
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(new java.util.HashSet<>(after));
    assertThat(gone).isNotEmpty().allMatch(packet -> packet.contains(" 23/tcp JP "));
  }

  @Test
  void aListMeansTheseSourcesAndNobodyElse() throws Exception {
    int listed =
        firstAndLast(single("")).entrySet().stream()
            .filter(source -> source.getValue()[0] < CLEANED && source.getValue()[1] > 60)
            .findFirst()
            .orElseThrow()
            .getKey();
    String address = new IpAddress(4, 0, listed & 0xffff_ffffL).toString();
    List<String> gone = new ArrayList<>(packets(single("")));
    gone.removeAll(
        new java.util.HashSet<>(
            packets(single("cleaned: [{sources: [" + address + "], from: 2017-01-21}]"))));
    assertThat(gone)
        .isNotEmpty()
        .allMatch(packet -> packet.contains(" " + listed + " "))
        .allMatch(packet -> packet.compareTo("020") >= 0);
  }

  @Test
  void refusesWhatItDoesNotKnowWithItsLine() {
    assertThatThrownBy(
            () ->
                Models.parse(
                    single(
                        """
                        cleaned:
                          - {from: 2017-01-21, share: 2}
                          - {from: 2017-01-21, delay: 3}
                          - {from: 2017-01-21, sources: [JP]}
                        """)))
        .hasMessageContaining("share: must be above 0 and at most 1, not 2.0")
        .hasMessageContaining("delay: unknown key")
        .hasMessageContaining("\"JP\" is not an IPv4 address");
  }
}
