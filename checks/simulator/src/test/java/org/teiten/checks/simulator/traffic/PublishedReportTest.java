// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.checks.simulator.Models;
import org.teiten.flowtuple.TrafficClass;

/** What JPCERT/CC published for April to June 2017 comes out of the model's data. */
class PublishedReportTest {
  @ParameterizedTest
  @ValueSource(longs = {20_170_630, 4})
  void theTwoTablesComeOutRowForRow(long seed) throws Exception {
    List<Map<String, Long>> ports = List.of(new HashMap<>(), new HashMap<>());
    List<Map<String, Long>> regions = List.of(new HashMap<>(), new HashMap<>());
    for (SimulatedDay day : Simulation.of(Models.jpcert(), seed)) {
      int quarter = day.date().getMonthValue() <= 3 ? 0 : 1;
      for (int row = 0; row < day.rows(); row++) {
        if (day.service(row).trafficClass() == TrafficClass.SCAN) {
          ports.get(quarter).merge(day.service(row).port().toString(), 1L, Long::sum);
          regions.get(quarter).merge(day.country(row), 1L, Long::sum);
        }
      }
    }
    List<String> topPorts = List.of("23/tcp", "1433/tcp", "22/tcp", "445/tcp", "7547/tcp");
    assertThat(ranked(ports.get(1)).subList(0, 5)).isEqualTo(topPorts);
    assertThat(previous(topPorts, ports.get(0))).containsExactly(1, null, 3, null, 4);
    List<String> topRegions = List.of("CN", "US", "RU", "KR", "BR");
    assertThat(ranked(regions.get(1)).subList(0, 5)).isEqualTo(topRegions);
    assertThat(previous(topRegions, regions.get(0))).containsExactly(1, 2, 7, 4, 6);
  }

  private static List<String> ranked(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Ranks, null past the tenth. */
  private static Stream<Integer> previous(List<String> names, Map<String, Long> before) {
    List<String> top = ranked(before).subList(0, 10);
    return names.stream().map(top::indexOf).map(index -> index < 0 ? null : index + 1);
  }
}
