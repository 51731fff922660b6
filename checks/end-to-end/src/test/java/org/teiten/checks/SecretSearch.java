// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.teiten.flowtuple.FlowTuple;
import org.teiten.flowtuple.IpAddress;

/**
 * Looks for monitored addresses, as text and as bytes in either order, wherever they must not be.
 */
final class SecretSearch {
  private final Map<String, byte[]> patterns = new LinkedHashMap<>();
  private final List<IpAddress> addresses;

  SecretSearch(List<IpAddress> addresses) {
    this.addresses = List.copyOf(addresses);
    for (IpAddress address : addresses) {
      patterns.put(address + " as text", address.toString().getBytes(StandardCharsets.US_ASCII));
      patterns.put(address + " as bytes", address.bytes());
      patterns.put(address + " as little-endian bytes", reversed(address.bytes()));
    }
  }

  /**
   * Every find in the files of a folder; of batches, whose rows are compressed, in what they say.
   */
  List<String> inFiles(Path folder) {
    List<String> finds = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (file.toString().endsWith(".avro")) {
          SpooledBatches batch = SpooledBatches.read(file);
          finds.addAll(inText(file.toString(), batch.headers().toString()));
          finds.addAll(inRows(batch.rows()));
        } else {
          finds.addAll(in(file.toString(), Files.readAllBytes(file)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return finds;
  }

  List<String> inText(String where, String text) {
    return in(where, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> in(String where, byte[] content) {
    List<String> finds = new ArrayList<>();
    patterns.forEach(
        (name, pattern) -> {
          int at = indexOf(content, pattern);
          if (at >= 0) {
            finds.add(name + " in " + where + " at byte " + at);
          }
        });
    return finds;
  }

  /** Every value of every column of every table, since the files themselves are compressed. */
  List<String> inTables(Path duckdb) throws SQLException {
    List<String> finds = new ArrayList<>();
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:" + duckdb, readOnly())) {
      for (String table : texts(db, "SELECT table_name FROM information_schema.tables")) {
        finds.addAll(inTable(db, table));
      }
    }
    return finds;
  }

  private static Properties readOnly() {
    Properties properties = new Properties();
    properties.setProperty("duckdb.read_only", "true");
    return properties;
  }

  private List<String> inTable(Connection db, String table) throws SQLException {
    List<String> finds = new ArrayList<>();
    try (var statement = db.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          Object value = rows.getObject(i);
          if (value != null && isMonitored(value)) {
            finds.add(value + " in " + table + "." + rows.getMetaData().getColumnName(i));
          }
        }
      }
    }
    return finds;
  }

  /** Every row that names a monitored address as source or quoted destination. */
  private List<String> inRows(List<FlowTuple> rows) {
    return rows.stream()
        .filter(
            row ->
                addresses.stream()
                    .anyMatch(
                        a ->
                            (a.low() == row.sourceLow() && a.high() == row.sourceHigh())
                                || (a.low() == row.quotedLow() && a.high() == row.quotedHigh())))
        .map(FlowTuple::toString)
        .toList();
  }

  private boolean isMonitored(Object value) {
    String text = value.toString();
    return addresses.stream()
        .anyMatch(a -> text.contains(a.toString()) || numbers(a).contains(text));
  }

  /** An address as the numbers that a column could hold. */
  private static Set<String> numbers(IpAddress address) {
    String unsigned = new BigInteger(1, address.bytes()).toString();
    return address.version() == 6
        ? Set.of(unsigned)
        : Set.of(
            unsigned,
            Integer.toString((int) address.low()),
            Long.toString(0xffff_0000_0000L | address.low()));
  }

  /** Rows of the store's tables, so that a search that finds nothing is known to have looked. */
  static long rows(Path duckdb) throws SQLException {
    long rows = 0;
    try (Connection db = DriverManager.getConnection("jdbc:duckdb:" + duckdb, readOnly())) {
      for (String table : texts(db, "SELECT table_name FROM information_schema.tables")) {
        rows += Long.parseLong(texts(db, "SELECT count(*) FROM \"" + table + "\"").get(0));
      }
    }
    return rows;
  }

  private static List<String> texts(Connection db, String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (var statement = db.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }

  private static int indexOf(byte[] content, byte[] pattern) {
    for (int i = 0; i <= content.length - pattern.length; i++) {
      int j = 0;
      while (j < pattern.length && content[i + j] == pattern[j]) {
        j++;
      }
      if (j == pattern.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
