// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import org.teiten.central.Batch;
import org.teiten.central.Run;
import org.teiten.support.tls.EnrolmentToken;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** A centre with TLS as a process of its own, and sensors that enrol there. */
public final class ProcessCentre implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Pattern TAKES =
      Pattern.compile(
          "takes batches at (https?)://\\S+:(\\d+), metrics at http://\\S+:(\\d+)/metrics");

  private static final Pattern ANSWERS = Pattern.compile("answers questions at (\\S+)/v1");

  /** A sensor with one client, and so one pool of connections. */
  final class EnrolledSensor {
    final String id;
    final Identity identity;
    private final ServerTrust trusted;
    private final HttpClient client;

    EnrolledSensor(String id, Identity identity, ServerTrust trusted) {
      this.id = id;
      this.identity = identity;
      this.trusted = trusted;
      this.client = client(Optional.of(identity), trusted);
    }

    /** The same, as after a restart: without a connection. */
    EnrolledSensor again() {
      return new EnrolledSensor(id, identity, trusted);
    }

    HttpResponse<String> put(Batch batch) throws IOException {
      return put(batch.id().path(), batch.bytes());
    }

    HttpResponse<String> put(String path, byte[] body) throws IOException {
      return put(path, body, Batch.contentDigest(body));
    }

    HttpResponse<String> put(String path, byte[] body, String digest) throws IOException {
      HttpRequest.Builder request =
          request(path)
              .header("Content-Digest", digest)
              .PUT(HttpRequest.BodyPublishers.ofByteArray(body));
      try {
        return send(client, request);
      } catch (IOException e) {
        // A kept connection may be closed just then: what is idempotent is sent again (RFC 9110,
        // 9.2.2).
        if (String.valueOf(e.getMessage()).contains("received no bytes")) {
          return send(client, request);
        }
        throw e;
      }
    }

    /** A connection on which a test writes by hand. */
    SSLSocket connect() throws IOException {
      return ProcessCentre.this.connect(Optional.of(identity));
    }
  }

  public final Path config;
  private final Path folder;
  private final List<String> virtualMachine;
  private Process process;
  private Path log;
  private int port;
  private int statusPort;
  private ServerTrust trust;

  /**
   * Does not start yet.
   *
   * @param virtualMachine its options
   * @param ingest more keys of ingest, each beginning with a comma
   * @param lines more lines of the configuration
   */
  public ProcessCentre(Path folder, List<String> virtualMachine, String ingest, String... lines)
      throws IOException {
    this.folder = folder;
    this.virtualMachine = virtualMachine;
    this.config =
        Files.writeString(
            folder.resolve("central-store.yaml"),
            String.join(
                "\n",
                "data: data",
                "ingest: {listen: '127.0.0.1:0', tls: {names: [127.0.0.1]}" + ingest + "}",
                "http: {listen: '127.0.0.1:0'}",
                String.join("\n", lines),
                ""));
  }

  /** Starts, again after a kill, and waits until it takes batches. */
  public void start() throws IOException {
    log = Files.createTempFile(folder, "centre-", ".log");
    process = Run.process(log, virtualMachine, "run", "--config", config);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              String text = Files.readString(log);
              assertThat(process.isAlive()).as(text).isTrue();
              Matcher takes = TAKES.matcher(text);
              if (takes.find()) {
                port = Integer.parseInt(takes.group(2));
                statusPort = Integer.parseInt(takes.group(3));
                return true;
              }
              return false;
            });
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Where it answers questions, up to {@code /v1}. */
  public String questions() throws IOException {
    Matcher answers = ANSWERS.matcher(log());
    assertThat(answers.find()).as(log()).isTrue();
    return answers.group(1);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  public int stop() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  EnrolledSensor enrol(String id) throws IOException {
    Run.Result invited = Run.command("sensors", "invite", id, "--group", "jp", "--config", config);
    assertThat(invited.code()).as(invited.err()).isZero();
    EnrolmentToken token = EnrolmentToken.parse(invited.out().strip());
    trust = ServerTrust.inFingerprint(token.authority(), Clock.systemUTC());
    KeyPair pair = KeyPairs.generate();
    HttpResponse<String> issued =
        send(
            client(Optional.empty(), trust),
            request("/v1/enrol")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        Answers.JSON.writeValueAsBytes(
                            Map.of(
                                "secret", token.secret(),
                                "sensor", id,
                                "csr", TlsCentre.csr(pair),
                                "time", Instant.now().toString())))));
    return new EnrolledSensor(id, TlsCentre.identity(pair, issued), trust);
  }

  /** A sensor of another centre with the same authority. */
  EnrolledSensor known(EnrolledSensor elsewhere) {
    trust = elsewhere.trusted;
    return new EnrolledSensor(elsewhere.id, elsewhere.identity, trust);
  }

  /** Asks without a certificate. */
  HttpResponse<String> stranger(HttpRequest.Builder request) throws IOException {
    return send(client(Optional.empty(), trust), request);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  private static HttpClient client(Optional<Identity> identity, ServerTrust trusted) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(Tls.context(identity, trusted))
        .sslParameters(Tls.clientParameters())
        .build();
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A connection on which a test writes by hand, with a certificate or without. */
  SSLSocket connect(Optional<Identity> identity) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            Tls.context(identity, new EngineOrSocket(trust))
                .getSocketFactory()
                .createSocket("127.0.0.1", port);
    socket.setSSLParameters(Tls.clientParameters());
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** A number of its metrics, the line's beginning given. */
  double metric(String beginning) throws IOException {
    HttpResponse<String> page =
        send(
            HttpClient.newHttpClient(),
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statusPort + "/metrics"))
                .timeout(PATIENCE));
    return page.body()
        .lines()
        .filter(line -> line.startsWith(beginning + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("no " + beginning + " in " + page.body()));
  }

  /** Forgets what the process's peak of resident memory was. */
  public void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/" + pid() + "/clear_refs"), "5");
  }

  /** The peak of its resident memory, MiB. */
  public long peakMiB() throws IOException {
    return peakMiB(Long.toString(pid()));
  }

  /** The same of another process, or {@code self}. */
  public static long peakMiB(String process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
