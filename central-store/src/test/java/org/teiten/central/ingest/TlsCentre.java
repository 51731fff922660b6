// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.teiten.central.Batch;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.pki.ListenerIdentity;
import org.teiten.central.pki.TlsConfig;
import org.teiten.central.store.FlowStore;
import org.teiten.support.config.ByteSize;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.Pem;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** A centre that speaks TLS on a free port, whose clock the test sets, and sensors of it. */
final class TlsCentre implements AutoCloseable {
  static final Instant NOW = CentreUnderTest.NOW;
  static final TlsConfig OWN =
      new TlsConfig(List.of("127.0.0.1"), Optional.empty(), Optional.empty(), Duration.ofDays(90));

  /** A clock that goes where the test says. */
  static final class SetClock extends Clock {
    volatile Instant now = NOW;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** A sensor with its identity, one client, and so one pool of connections and sessions. */
  final class TestSensor {
    final String id;
    final Identity identity;
    private final HttpClient client;

    TestSensor(String id, Identity identity) {
      this.id = id;
      this.identity = identity;
      this.client = client(Optional.of(identity), trust);
    }

    HttpResponse<String> put(Batch batch) throws IOException {
      return put(batch.id().path(), batch.bytes());
    }

    HttpResponse<String> put(String path, byte[] body) throws IOException {
      return send(
          client,
          request(path)
              .header("Content-Digest", Batch.contentDigest(body))
              .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** A batch of the minute so many minutes before the centre's now. */
    HttpResponse<String> deliver(int minutesAgo) throws IOException {
      return put(batch(id, minutesAgo));
    }

    HttpResponse<String> renew(KeyPair pair) throws IOException {
      return post(client, "/v1/renew", Map.of("csr", csr(pair)));
    }

    /** The same sensor with another certificate. */
    TestSensor with(KeyPair pair, HttpResponse<String> issued) throws IOException {
      return new TestSensor(id, identity(pair, issued));
    }
  }

  final SetClock clock = new SetClock();
  final IngestCounters counters = new IngestCounters();
  final Path data;
  final FlowStore store;
  final BatchIntake intake;
  final SensorAccess access;
  final SensorAdmission admission;
  final IngestEndpoint endpoint;
  ServerTrust trust;

  TlsCentre(Path data, TlsConfig tls, Enrolment... sensors) throws IOException {
    this(data, tls, Duration.ofSeconds(10), sensors);
  }

  TlsCentre(Path data, TlsConfig tls, Duration idleTimeout, Enrolment... sensors)
      throws IOException {
    this.data = data;
    IngestConfig config =
        new IngestConfig(
            ListenAddress.parse("127.0.0.1:0"),
            Optional.of(tls),
            false,
            ByteSize.parse("64MiB"),
            8,
            idleTimeout,
            ByteSize.parse("1KiB"));
    store = FlowStore.openForWriting(data, CentreUnderTest.STORE);
    intake =
        new BatchIntake(
            data,
            0,
            config.maxBody().bytes(),
            store,
            new OriginDatabases(List.of()),
            List.of(sensors),
            counters,
            clock);
    access = SensorAccess.open(config.tls(), data, intake, clock);
    admission = new SensorAdmission(config, data, intake, Optional.of(access.contacts()), clock);
    endpoint = new IngestEndpoint(config, intake, counters, access);
    List<X509Certificate> chain = listener().identity().chain();
    trust = ServerTrust.in(List.of(chain.get(chain.size() - 1)), clock);
  }

  ListenerIdentity listener() {
    return access.listener().orElseThrow();
  }

  /** Lets time pass and does what the running centre then does. */
  boolean pass(Duration time) {
    clock.now = clock.now.plus(time);
    boolean renewed = listener().refresh();
    if (renewed) {
      endpoint.reload();
    }
    return renewed;
  }

  static Batch batch(String sensor, int minutesAgo) {
    return Batch.of(sensor, 1, minutesAgo)
        .minute(NOW.minusSeconds(60L * (minutesAgo + 1)).toString())
        .tcp("203.0.113.5", 23, 1)
        .and();
  }

  EnrolmentToken invite(String sensor) throws Exception {
    return EnrolmentToken.parse(admission.invite(sensor, "jp", Duration.ofDays(7)).token());
  }

  HttpResponse<String> enrol(EnrolmentToken token, String sensor, KeyPair pair) throws IOException {
    return enrol(token, sensor, pair, clock.now);
  }

  HttpResponse<String> enrol(EnrolmentToken token, String sensor, KeyPair pair, Instant time)
      throws IOException {
    ServerTrust first = ServerTrust.inFingerprint(token.authority(), clock);
    return post(
        client(Optional.empty(), first),
        "/v1/enrol",
        Map.of(
            "secret", token.secret(),
            "sensor", sensor,
            "csr", csr(pair),
            "time", time.toString()));
  }

  /** A sensor that was invited and enrolled. */
  TestSensor enrolled(String sensor) throws Exception {
    KeyPair pair = KeyPairs.generate();
    return new TestSensor(sensor, identity(pair, enrol(invite(sensor), sensor, pair)));
  }

  static Identity identity(KeyPair pair, HttpResponse<String> issued) throws IOException {
    if (issued.statusCode() != 201) {
      throw new IOException(issued.statusCode() + " " + issued.body());
    }
    String pem = Answers.JSON.readTree(issued.body()).get("certificate").asText();
    return new Identity(pair.getPrivate(), Pem.certificates(pem, "answer"));
  }

  static String csr(KeyPair pair) throws IOException {
    return csr(pair, KeyPairs.SIGNATURE);
  }

  static String csr(KeyPair pair, String algorithm) throws IOException {
    try {
      return Pem.block(
          "CERTIFICATE REQUEST",
          new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=any"), pair.getPublic())
              .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate()))
              .getEncoded());
    } catch (org.bouncycastle.operator.OperatorCreationException e) {
      throw new IOException(e);
    }
  }

  HttpClient client(Optional<Identity> identity, ServerTrust trusted) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(Tls.context(identity, trusted))
        .sslParameters(Tls.clientParameters())
        .build();
  }

  /** A connection on which a test writes by hand. */
  SSLSocket connect(Optional<Identity> identity) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            Tls.context(identity, new EngineOrSocket(trust))
                .getSocketFactory()
                .createSocket("127.0.0.1", endpoint.address().getPort());
    socket.setSSLParameters(Tls.clientParameters());
    socket.setSoTimeout(30_000);
    return socket;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + endpoint.address().getPort() + path))
        .timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> post(HttpClient client, String path, Map<String, String> body)
      throws IOException {
    return send(
        client,
        request(path)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Answers.JSON.writeValueAsBytes(body))));
  }

  static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  ListedSensor listed(String name) throws SQLException {
    try (Connection connection = store.connect()) {
      return admission.list(connection).stream()
          .filter(sensor -> sensor.sensor().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  long storedIntervals() throws SQLException {
    try (Connection connection = store.connect();
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM intervals")) {
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
