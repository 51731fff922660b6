// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;
import org.teiten.support.tls.Tls;

/** The centre's end of the wire: real TLS on loopback, answers as the test says. */
public final class TestCentre implements AutoCloseable {
  /** An answer: a status and JSON; status 0 breaks the connection off. */
  public record Reply(int status, Map<String, String> body) {}

  /** Paths that were asked for, with the serial of the certificate that was shown, or "none". */
  public final List<String> seen = new CopyOnWriteArrayList<>();

  private static final JsonMapper JSON = new JsonMapper();
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Function<JsonNode, Reply> replies = body -> new Reply(201, Map.of());

  public TestCentre(Identity identity) throws IOException {
    SSLContext context = Tls.context(java.util.Optional.of(identity), new AnyClient());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = new SSLParameters(null, new String[] {Tls.VERSION});
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public void replies(Function<JsonNode, Reply> function) {
    replies = function;
  }

  public URI url() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      seen.add(exchange.getRequestURI().getPath() + " " + shown((HttpsExchange) exchange));
      boolean json =
          "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
      Reply reply = replies.apply(json ? JSON.readTree(body) : JSON.nullNode());
      if (reply.status() == 0) {
        return;
      }
      byte[] text = JSON.writeValueAsBytes(reply.body());
      exchange.sendResponseHeaders(reply.status(), text.length);
      exchange.getResponseBody().write(text);
    }
  }

  private static String shown(HttpsExchange exchange) {
    try {
      Certificate[] chain = exchange.getSSLSession().getPeerCertificates();
      return ((X509Certificate) chain[0]).getSerialNumber().toString(16);
    } catch (SSLPeerUnverifiedException e) {
      return "none";
    }
  }

  /** Issues what is asked for, as the centre would. */
  public static Reply issue(TestAuthority authority, String sensor, JsonNode request, Instant now) {
    try {
      return issued(authority, sensor, key(request), now);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static Reply issued(TestAuthority authority, String sensor, PublicKey key, Instant now)
      throws Exception {
    return new Reply(
        201,
        Map.of(
            "sensor",
            sensor,
            "group",
            "jp",
            "certificate",
            Pem.of(List.of(authority.issue(sensor, key, now))),
            "authority",
            Pem.of(List.of(authority.certificate))));
  }

  static PublicKey key(JsonNode request) throws Exception {
    var csr =
        new org.bouncycastle.pkcs.PKCS10CertificationRequest(
            Pem.bytes("CERTIFICATE REQUEST", request.get("csr").asText()));
    return java.security.KeyFactory.getInstance("EC")
        .generatePublic(
            new java.security.spec.X509EncodedKeySpec(csr.getSubjectPublicKeyInfo().getEncoded()));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static final class AnyClient extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
