// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One DuckDB file, open in this process. DuckDB locks it: of several processes one may have it open
 * for writing, or several for reading.
 */
public final class FlowStore implements AutoCloseable {
  /** Name of the store's file in the data folder. */
  public static final String FILE = "teiten.duckdb";

  /** Name of the file while a backup is being restored; nobody opens such a folder. */
  public static final String UNFINISHED = FILE + ".restoring";

  /** Of what this release writes; older ones are brought to it when they are opened. */
  public static final int SCHEMA_VERSION = 7;

  private static final int WITH_ROLLUPS = 2;
  private static final int WITH_REGISTRY = 3;
  private static final int WITH_LONGER_ROLLUPS = 4;
  private static final int WITH_EXPIRED = 5;
  private static final int WITH_RUNS = 6;
  private static final long HUNDRED = 100;
  private static final Logger LOG = LoggerFactory.getLogger(FlowStore.class);
  private static final Pattern HOLDER = Pattern.compile("\\(PID (\\d+)\\)");

  private final Path file;
  private final DuckDBConnection root;

  private FlowStore(Path file, DuckDBConnection root) {
    this.file = file;
    this.root = root;
  }

  /**
   * Opens the store of a data folder for writing, and makes it if there is none.
   *
   * @throws StoreLockedException if another process has it open
   * @throws IOException if the folder or the file cannot be used
   */
  public static FlowStore openForWriting(Path data, StoreConfig config) throws IOException {
    Files.createDirectories(data);
    FlowStore store = open(data, config, false);
    try {
      store.prepareSchema();
      return store;
    } catch (SQLException e) {
      store.close();
      throw new IOException(store.file + ": " + firstLine(e), e);
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens the store of a data folder for questions only.
   *
   * @throws StoreLockedException if another process has it open for writing
   * @throws IOException if there is none, or it cannot be used
   */
  public static FlowStore openForReading(Path data, StoreConfig config) throws IOException {
    if (!Files.exists(data.resolve(FILE))) {
      throw new IOException(
          "no store in " + data + "; import batches first, or name another folder with --data");
    }
    FlowStore store = open(data, config, true);
    try {
      if (store.version() < SCHEMA_VERSION) {
        store.close();
        openForWriting(data, config).close();
        store = open(data, config, true);
      }
      store.requireVersion();
      return store;
    } catch (SQLException e) {
      store.close();
      throw new IOException(store.file + ": " + firstLine(e), e);
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  private static FlowStore open(Path data, StoreConfig config, boolean readOnly)
      throws IOException {
    if (Files.exists(data.resolve(UNFINISHED))) {
      throw new IOException(
          "a backup was being restored into "
              + data
              + " and did not come to its end; empty the folder and restore again");
    }
    Path file = data.resolve(FILE).toAbsolutePath();
    Properties properties = new Properties();
    properties.setProperty("memory_limit", config.memoryLimit().bytes() / 1_000_000 + "MB");
    properties.setProperty("threads", Integer.toString(config.threads()));
    properties.setProperty("temp_directory", data.resolve("temporary").toString());
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("preserve_insertion_order", "false");
    // A checkpoint costs as much as many commits; what it would save is read again at the start.
    properties.setProperty("checkpoint_threshold", "128MB");
    if (readOnly) {
      properties.setProperty("duckdb.read_only", "true");
    }
    try {
      return new FlowStore(
          file,
          DriverManager.getConnection("jdbc:duckdb:" + file, properties)
              .unwrap(DuckDBConnection.class));
    } catch (SQLException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("Could not set lock")) {
        Matcher holder = HOLDER.matcher(message);
        throw new StoreLockedException(
            file.toString(), holder.find() ? holder.group(1) : "of unknown number", e);
      }
      throw new IOException(file + " cannot be opened: " + firstLine(e), e);
    }
  }

  private void prepareSchema() throws SQLException, IOException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      try (ResultSet tables =
          statement.executeQuery(
              "SELECT count(*) FROM information_schema.tables WHERE table_name = 'store'")) {
        tables.next();
        if (tables.getInt(1) == 0) {
          connection.setAutoCommit(false);
          statement.execute(Sql.of("schema"));
          statement.execute(Sql.of("rollups"));
          statement.execute(Sql.of("registry"));
          statement.execute(Sql.of("longer_rollups"));
          statement.execute(Sql.of("expired"));
          statement.execute(Sql.of("observed_runs"));
          statement.execute(Sql.of("source_sketches"));
          statement.execute("DROP TABLE day_sources");
          statement.execute("INSERT INTO store VALUES (" + SCHEMA_VERSION + ")");
          connection.commit();
        }
      }
    }
    int found = version();
    if (found < SCHEMA_VERSION) {
      LOG.info("{} is of schema version {}; bringing it to {}", file, found, SCHEMA_VERSION);
      upgrade(found);
    }
    requireVersion();
  }

  /** Adds what newer versions have, one after the other; it can be interrupted. */
  private void upgrade(int found) throws SQLException {
    if (found < WITH_ROLLUPS) {
      add(WITH_ROLLUPS, List.of(Sql.of("rollups")));
    }
    if (found < WITH_REGISTRY) {
      add(WITH_REGISTRY, List.of(Sql.of("registry")));
    }
    if (found < WITH_LONGER_ROLLUPS) {
      List<String> longer = new ArrayList<>();
      longer.add(Sql.of("longer_rollups"));
      for (Rollup rollup : Rollup.values()) {
        longer.addAll(rollup.fillings());
      }
      add(WITH_LONGER_ROLLUPS, longer);
    }
    if (found < WITH_EXPIRED) {
      add(WITH_EXPIRED, List.of(Sql.of("expired")));
    }
    if (found < WITH_RUNS) {
      add(
          WITH_RUNS,
          List.of(
              Sql.of("observed_runs"),
              ObservedRuns.addition("0", "(SELECT batch FROM rolled_up)")));
    }
    sketchSources();
    try (Rollups rollups = new Rollups(this)) {
      long all = rollups.pending();
      long done = 0;
      for (long step = rollups.step(); step > 0; step = rollups.step()) {
        done += step;
        LOG.info("rollups: {} %", Math.min(HUNDRED, HUNDRED * done / all));
      }
    }
  }

  private void sketchSources() throws SQLException {
    try (DuckDBConnection connection = duplicate();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(Sql.of("source_sketches"));
      new SourceSketches(connection).upgrade();
      statement.execute("UPDATE store SET version = " + SCHEMA_VERSION);
      connection.commit();
    }
  }

  private void add(int version, List<String> statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String one : statements) {
        statement.execute(one);
      }
      statement.execute("UPDATE store SET version = " + version);
      connection.commit();
    }
  }

  private int version() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet version = statement.executeQuery("SELECT max(version) FROM store")) {
      version.next();
      return version.getInt(1);
    }
  }

  private void requireVersion() throws SQLException, IOException {
    int version = version();
    if (version != SCHEMA_VERSION) {
      throw new IOException(
          file
              + " is of schema version "
              + version
              + ", this release reads version "
              + SCHEMA_VERSION
              + "; use the release that wrote it");
    }
  }

  /** A connection of one's own, for one thread. */
  public Connection connect() throws SQLException {
    return root.duplicate();
  }

  DuckDBConnection duplicate() throws SQLException {
    return root.duplicate();
  }

  public Path file() {
    return file;
  }

  /** DuckDB's message without the lines that show code. */
  public static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("failed");
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      // Whatever was committed is in the file; the next opening replays the log.
      LOG.warn("closing {}: {}", file, firstLine(e));
    }
  }
}
