// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.ingest.BatchIntake;
import org.teiten.central.ingest.IngestCounters;
import org.teiten.central.ingest.SensorAdmission;
import org.teiten.central.store.FlowStore;
import org.teiten.central.web.api.QueryEndpoint;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.metrics.MetricsRegistry;

/** A query listener over a real store, in this process. */
public final class ApiCentre implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final CentralConfig config;
  private final FlowStore store;
  private final BatchIntake intake;
  private final QueryEndpoint endpoint;
  private final MetricsRegistry metrics = new MetricsRegistry();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Opens the store that a configuration names. */
  public ApiCentre(Path file) throws IOException, InvalidConfigException {
    config = ConfigFile.load(file, CentralConfig.class);
    store = FlowStore.openForWriting(config.data(), config.store());
    intake =
        Centre.intake(
            config, store, new OriginDatabases(config.origin().databases()), new IngestCounters());
    Rankings rankings = Centre.rankings(config);
    endpoint =
        CentralStore.query(
            config,
            store,
            rankings,
            new SensorAdmission(
                config.ingest(), config.data(), intake, Optional.empty(), Clock.systemUTC()),
            metrics);
  }

  /** An account with a token. */
  public String token(String id, Role role, Scope scope) throws IOException {
    Accounts accounts = accounts();
    if (accounts.find(id).isEmpty()) {
      accounts.add(id, role, scope, "local:test");
    }
    return accounts.addToken(id, "", Duration.ofDays(1), "local:test").text();
  }

  /** The same file that the listener reads. */
  public Accounts accounts() {
    return new Accounts(config.data(), audit(), Clock.systemUTC());
  }

  public AuditJournal audit() {
    return new AuditJournal(config.data(), Clock.systemUTC());
  }

  /** Folder of notices. */
  public Path notices() {
    return Centre.notices(config);
  }

  /** A connection to its store. */
  Connection connect() throws SQLException {
    return store.connect();
  }

  /** What the data folder holds. */
  public Path data() {
    return config.data();
  }

  /** Where the listener is. */
  public InetSocketAddress address() {
    return endpoint.address();
  }

  public String metrics() {
    return metrics.scrape();
  }

  /** A request to a path, with a token unless it is null. */
  public HttpRequest.Builder request(String token, String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path))
            .timeout(PATIENCE);
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  public HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  public HttpResponse<String> get(String token, String path) throws IOException {
    return send(request(token, path).GET());
  }

  /** With a body of JSON; null for none. */
  public HttpResponse<String> send(String token, String method, String path, String body)
      throws IOException {
    HttpRequest.Builder request = request(token, path);
    if (body == null) {
      return send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The body of a good answer. */
  public JsonNode json(String token, String path) throws IOException {
    HttpResponse<String> answer = get(token, path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  /** A scope. */
  public static Scope scope(List<String> groups, List<String> organisations) {
    return new Scope(groups, organisations);
  }

  @Override
  public void close() {
    endpoint.close();
    intake.close();
    store.close();
  }
}
