// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.flowtuple.IntervalHeader;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.sensor.read.OutputFormat;
import org.teiten.sensor.spool.SpoolView.Item;
import org.teiten.sensor.spool.SpoolView.Place;

/** The spool's files as table, JSON or CSV, and one of them in detail. */
final class SpoolListing {
  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  private SpoolListing() {}

  static String of(List<Item> items, OutputFormat format) {
    return switch (format) {
      case TABLE -> table(items);
      case JSON -> json(Map.of("files", items.stream().map(SpoolListing::row).toList()));
      case CSV -> csv(items);
    };
  }

  private static String table(List<Item> items) {
    StringBuilder text = new StringBuilder();
    String line = "%-8s  %-20s  %12s  %12s  %s%n";
    text.append(line.formatted("PLACE", "FIRST INTERVAL", "PACKETS", "BYTES", "NAME"));
    for (Item item : items) {
      text.append(
          line.formatted(
              item.place().label(),
              item.header().map(SpoolListing::first).map(Instant::toString).orElse("-"),
              item.header().map(header -> "" + header.packets()).orElse("-"),
              item.bytes(),
              item.name()));
      if (!item.why().isEmpty()) {
        text.append("          ").append(item.why()).append('\n');
      }
    }
    for (Place place : Place.values()) {
      List<Item> here = items.stream().filter(item -> item.place() == place).toList();
      text.append(
          "%s: %d files, %,d bytes, %,d packets%n"
              .formatted(
                  place.label(),
                  here.size(),
                  here.stream().mapToLong(Item::bytes).sum(),
                  here.stream()
                      .mapToLong(item -> item.header().map(BatchHeader::packets).orElse(0L))
                      .sum()));
    }
    return text.toString();
  }

  private static String csv(List<Item> items) {
    StringBuilder text = new StringBuilder("place,name,bytes,since,first_interval,packets,why\n");
    for (Item item : items) {
      text.append(
          "%s,%s,%d,%s,%s,%s,%s%n"
              .formatted(
                  item.place().label(),
                  quoted(item.name()),
                  item.bytes(),
                  item.since(),
                  item.header().map(SpoolListing::first).map(Instant::toString).orElse(""),
                  item.header().map(header -> "" + header.packets()).orElse(""),
                  quoted(item.why())));
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private static Map<String, Object> row(Item item) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("place", item.place().label());
    row.put("name", item.name());
    row.put("bytes", item.bytes());
    row.put("since", item.since().toString());
    row.put("first_interval", item.header().map(header -> first(header).toString()).orElse(null));
    row.put("packets", item.header().map(BatchHeader::packets).orElse(null));
    row.put("why", item.why().isEmpty() ? null : item.why());
    return row;
  }

  /**
   * All about one file.
   *
   * @param fault why it could not be sent
   */
  static String details(Item item, Optional<String> fault) {
    Map<String, Object> all = row(item);
    all.put("whole", fault.isEmpty());
    all.put("fault", fault.orElse(null));
    item.header()
        .ifPresent(
            header -> {
              all.put("id", header.id().toString());
              all.put("group", header.group());
              all.put("software", header.software());
              all.put("rows", header.rows());
              all.put("signatures", header.signatures().size());
              all.put(
                  "intervals", header.intervals().stream().map(SpoolListing::interval).toList());
            });
    return json(all);
  }

  private static Map<String, Object> interval(IntervalHeader header) {
    Map<String, Object> interval = new LinkedHashMap<>();
    interval.put("start", header.interval().start().toString());
    interval.put("part", header.part());
    interval.put(
        "observed_seconds", (header.observedToMicros() - header.observedFromMicros()) / 1e6);
    interval.put("packets", header.packets());
    interval.put("rows", header.rows());
    interval.put("received", header.loss().received());
    interval.put("kernel_dropped", header.loss().kernelDropped());
    interval.put("ring_dropped", header.loss().ringDropped());
    interval.put("folded_packets", header.loss().foldedPackets());
    return interval;
  }

  private static Instant first(BatchHeader header) {
    return header.intervals().get(0).interval().start();
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of words and numbers are always JSON", e);
    }
  }
}
