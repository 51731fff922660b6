// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.text.Csv;

/** The list of sensors, for people and as CSV. */
final class SensorsTable {
  private static final String UNKNOWN = "-";

  private SensorsTable() {}

  static void print(List<ListedSensor> sensors, PrintWriter out) {
    if (sensors.isEmpty()) {
      out.println(
          "No sensors; invite one (teiten-central sensors invite NAME), or list it in the configuration");
      return;
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            "Sensor",
            "Group",
            "Condition",
            "Last interval",
            "Lag",
            "Coverage",
            "Lost",
            "Certificate until",
            "Software",
            "Because"));
    sensors.forEach(sensor -> lines.add(line(sensor)));
    printAligned(lines, out);
  }

  private static void printAligned(List<List<String>> lines, PrintWriter out) {
    int columns = lines.get(0).size();
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < columns; i++) {
      int column = i;
      int width = lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(1);
      form.append("%-").append(Math.max(1, width)).append("s  ");
    }
    for (List<String> line : lines) {
      out.println(String.format(form.toString(), line.toArray()).stripTrailing());
    }
  }

  private static List<String> line(ListedSensor sensor) {
    boolean observed = sensor.lastInterval() != null;
    return List.of(
        sensor.sensor(),
        sensor.group(),
        sensor.condition(),
        known(sensor.lastInterval()),
        sensor.lagSeconds() == null ? UNKNOWN : sensor.lagSeconds() + " s",
        observed ? String.format(Locale.ROOT, "%.1f %%", 100 * sensor.coverage()) : UNKNOWN,
        observed ? Long.toString(sensor.lostPackets()) : UNKNOWN,
        known(sensor.certificateEnd()),
        known(sensor.software()),
        notes(sensor));
  }

  private static String notes(ListedSensor sensor) {
    List<String> notes = new ArrayList<>(sensor.because());
    if (!sensor.aliases().isEmpty()) {
      notes.add("delivers as " + String.join(", ", sensor.aliases()));
    }
    if (sensor.invitationExpires() != null) {
      notes.add("invited until " + sensor.invitationExpires());
    }
    return String.join("; ", notes);
  }

  private static String known(String text) {
    return text == null ? UNKNOWN : text;
  }

  static void csv(List<ListedSensor> sensors, PrintWriter out) {
    out.println(
        "sensor,group,aliases,state,condition,because,enrolled,last_interval,last_received,"
            + "last_heard,lag_seconds,waiting_batches,clock_offset,coverage,lost_packets,"
            + "software,certificate_end,invitation_expires,refused");
    for (ListedSensor one : sensors) {
      out.println(
          Csv.line(
              one.sensor(),
              one.group(),
              String.join(" ", one.aliases()),
              one.state(),
              one.condition(),
              String.join("; ", one.because()),
              one.enrolled(),
              one.lastInterval(),
              one.lastReceived(),
              one.lastHeard(),
              one.lagSeconds(),
              one.waitingBatches(),
              one.clockOffset(),
              one.coverage(),
              one.lostPackets(),
              one.software(),
              one.certificateEnd(),
              one.invitationExpires(),
              one.refused()));
    }
  }
}
