// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.teiten.central.store.Sensor;
import org.teiten.central.store.SensorTable;

/**
 * The sensors that a question is about.
 *
 * @param sensors in the order of their numbers
 * @param all whether these are all there are
 */
record AskedSensors(List<Sensor> sensors, boolean all) {
  /**
   * Finds them.
   *
   * @throws IllegalArgumentException if there are none, naming those there are
   */
  static AskedSensors of(Connection connection, RankQuestion question) throws SQLException {
    List<Sensor> known = SensorTable.all(connection);
    String group = question.group();
    String id = question.sensor();
    List<Sensor> asked =
        known.stream()
            .filter(s -> group == null || s.group().equals(group))
            .filter(s -> id == null || s.id().equals(id))
            .toList();
    if (group != null && known.stream().noneMatch(s -> s.group().equals(group))) {
      throw new IllegalArgumentException(
          "no sensor is of group '"
              + group
              + "'; groups are: "
              + known.stream()
                  .map(Sensor::group)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (id != null && asked.isEmpty()) {
      throw new IllegalArgumentException(
          "no sensor "
              + (group == null ? "" : "of group " + group + " ")
              + "is called '"
              + id
              + "'; sensors are: "
              + known.stream().map(Sensor::id).sorted().collect(Collectors.joining(", ")));
    }
    return new AskedSensors(asked, asked.size() == known.size());
  }

  /** Their numbers, null if they are all. */
  List<Integer> numbersOrAll() {
    return all ? null : sensors.stream().map(Sensor::number).toList();
  }
}
