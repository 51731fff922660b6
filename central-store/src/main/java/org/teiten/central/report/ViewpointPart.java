// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.store.Sensor;

/** The rankings of each group of sensors and of each sensor, where there are several. */
final class ViewpointPart {
  private static final int SHORT = 5;

  private final ReportBasis basis;

  ViewpointPart(ReportBasis basis) {
    this.basis = basis;
  }

  /** By group; none where there is one. */
  List<ReportContents.Group> groups(
      Map<String, double[]> countriesNow, Map<String, double[]> countriesBefore) {
    List<Sensor> sensors = basis.sensors();
    List<String> names = sensors.stream().map(Sensor::group).distinct().sorted().toList();
    if (names.size() < 2) {
      return List.of();
    }
    List<ReportContents.Group> groups = new ArrayList<>();
    for (String name : names) {
      boolean[] in = new boolean[sensors.size()];
      int size = 0;
      for (int s = 0; s < in.length; s++) {
        in[s] = sensors.get(s).group().equals(name);
        size += in[s] ? 1 : 0;
      }
      Ranked ranked = basis.estimates().ranked(in);
      List<Row> ports =
          basis.portRows(ranked, basis.portsNow(), basis.portsBefore(), SHORT, basis.inner());
      List<Row> countries =
          ranked.rows(
              RankingPart.places(countriesNow, false),
              RankingPart.places(countriesBefore, false),
              key -> key,
              key -> null,
              SHORT,
              basis.inner());
      groups.add(new ReportContents.Group(name, size, ports, countries));
    }
    return groups;
  }

  /** By sensor. */
  List<ReportContents.SensorTable> perSensor() {
    List<Sensor> sensors = basis.sensors();
    List<ReportContents.SensorTable> tables = new ArrayList<>();
    for (int s = 0; s < sensors.size(); s++) {
      boolean[] in = new boolean[sensors.size()];
      in[s] = true;
      tables.add(
          new ReportContents.SensorTable(
              sensors.get(s).id(),
              sensors.get(s).group(),
              basis.portRows(
                  basis.estimates().ranked(in),
                  basis.portsNow(),
                  basis.portsBefore(),
                  Ranked.TOP,
                  false)));
    }
    return tables;
  }
}
