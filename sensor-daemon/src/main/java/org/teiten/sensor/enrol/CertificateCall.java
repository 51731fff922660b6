// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.sensor.ship.CentreHttp;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;
import org.teiten.support.tls.Tls;

/** Asks the centre for a certificate. */
final class CertificateCall {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_ANSWER = 256 << 10;
  private static final int ISSUED = 201;

  /**
   * A certificate that was issued.
   *
   * @param authorities whom to trust from now on
   * @param group that the centre counts the sensor in
   */
  record Issued(Identity identity, List<X509Certificate> authorities, String group) {}

  private CertificateCall() {}

  /**
   * Asks, and checks that the answer is for the key that was asked for.
   *
   * @param path of the centre's URL
   * @throws CentreRefusalException if the centre says no
   * @throws IOException if there is no such answer; the message is one sentence
   */
  static Issued ask(
      HttpClient client, URI centre, String path, Map<String, String> request, KeyPair pair)
      throws IOException, InterruptedException, CentreRefusalException {
    return ask(client, centre, path, request, pair, TIMEOUT);
  }

  static Issued ask(
      HttpClient client,
      URI centre,
      String path,
      Map<String, String> request,
      KeyPair pair,
      Duration timeout)
      throws IOException, InterruptedException, CentreRefusalException {
    HttpRequest post =
        HttpRequest.newBuilder(CentreHttp.at(centre, path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
            .build();
    try {
      HttpResponse<String> answer = CentreHttp.send(client, post, timeout, MAX_ANSWER);
      JsonNode body = parse(answer.body());
      if (answer.statusCode() != ISSUED) {
        throw new CentreRefusalException(
            answer.statusCode(), printable(body.path("message").asText("without a reason")));
      }
      return issued(body, pair);
    } catch (IOException e) {
      Optional<String> fault = Tls.handshakeFault(e);
      if (fault.isPresent()) {
        throw new IOException(fault.get(), e);
      }
      throw e;
    }
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode tree = JSON.readTree(body);
      return tree == null ? JSON.nullNode() : tree;
    } catch (IOException e) {
      return JSON.nullNode();
    }
  }

  private static Issued issued(JsonNode body, KeyPair pair) throws IOException {
    List<X509Certificate> chain =
        Pem.certificates(body.path("certificate").asText(), "the centre's answer");
    List<X509Certificate> authorities =
        Pem.certificates(body.path("authority").asText(), "the centre's answer");
    if (!chain.get(0).getPublicKey().equals(pair.getPublic())) {
      throw new IOException(
          "the centre's certificate is for another key: "
              + Certificates.describe(chain.get(0))
              + "; nothing was changed");
    }
    if (authorities.stream()
        .noneMatch(one -> Certificates.isIssuedBy(chain.get(chain.size() - 1), one))) {
      throw new IOException(
          "the authority in the centre's answer did not issue the certificate in it ("
              + Certificates.describe(chain.get(0))
              + "); nothing was changed");
    }
    return new Issued(
        new Identity(pair.getPrivate(), chain), authorities, body.path("group").asText());
  }

  private static String printable(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() > 400 ? line.substring(0, 400) + "…" : line;
  }
}
