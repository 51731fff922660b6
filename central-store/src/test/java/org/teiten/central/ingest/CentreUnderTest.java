// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.teiten.central.Batch;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.store.FlowStore;
import org.teiten.central.store.StoreConfig;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.ListenAddress;

/** A store with its ingest listener on a free port, at a fixed time. */
public final class CentreUnderTest implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-07-02T12:00:00Z");
  public static final StoreConfig STORE =
      new StoreConfig(ByteSize.parse("256MiB"), 2, ByteSize.parse("0B"));

  public final FlowStore store;
  public final BatchIntake intake;
  public final IngestCounters counters = new IngestCounters();
  private final IngestEndpoint endpoint;
  private final SensorAdmission admission;
  private final HttpClient client = HttpClient.newHttpClient();

  public CentreUnderTest(Path data, Enrolment... sensors) throws IOException {
    this(data, NOW, config("10s", "1KiB"), 0, sensors);
  }

  /** One that knows origins. */
  public CentreUnderTest(Path data, OriginDatabases origins) throws IOException {
    this(data, NOW, config("10s", "1KiB"), 0, origins);
  }

  CentreUnderTest(Path data, Instant now, IngestConfig config, long minFree, Enrolment... sensors)
      throws IOException {
    this(data, now, config, minFree, new OriginDatabases(List.of()), sensors);
  }

  private CentreUnderTest(
      Path data,
      Instant now,
      IngestConfig config,
      long minFree,
      OriginDatabases origins,
      Enrolment... sensors)
      throws IOException {
    store = FlowStore.openForWriting(data, STORE);
    try {
      intake =
          new BatchIntake(
              data,
              minFree,
              config.maxBody().bytes(),
              store,
              origins,
              List.of(sensors),
              counters,
              Clock.fixed(now, ZoneOffset.UTC));
      SensorAccess access =
          SensorAccess.open(config.tls(), data, intake, Clock.fixed(now, ZoneOffset.UTC));
      endpoint = new IngestEndpoint(config, intake, counters, access);
      admission =
          new SensorAdmission(
              config,
              data,
              intake,
              java.util.Optional.of(access.contacts()),
              Clock.fixed(now, ZoneOffset.UTC));
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  static IngestConfig config(String idleTimeout, String minRate) {
    return new IngestConfig(
        ListenAddress.parse("127.0.0.1:0"),
        java.util.Optional.empty(),
        false,
        ByteSize.parse("1MiB"),
        2,
        Duration.ofMillis(
            idleTimeout.endsWith("ms")
                ? Long.parseLong(idleTimeout.replace("ms", ""))
                : 1_000 * Long.parseLong(idleTimeout.replace("s", ""))),
        ByteSize.parse(minRate));
  }

  int port() {
    return endpoint.address().getPort();
  }

  /** Delivers a batch as its sensor would. */
  HttpResponse<String> put(Batch batch) throws IOException {
    return put(batch.id().path(), batch.bytes());
  }

  HttpResponse<String> put(String path, byte[] body) throws IOException {
    return send(
        request(path)
            .header("Content-Digest", Batch.contentDigest(body))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Takes a batch as import does. */
  public Receipt restore(Batch batch) throws IOException, Refusal {
    return intake.restore(new ByteArrayInputStream(batch.bytes()), true);
  }

  /** What {@code sensors list} would show. */
  List<ListedSensor> sensors() throws SQLException {
    try (Connection connection = store.connect()) {
      return admission.list(connection);
    }
  }

  /** The single number that a query gives. */
  long number(String sql) throws SQLException {
    try (Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public void close() {
    endpoint.close();
    intake.close();
    store.close();
  }
}
