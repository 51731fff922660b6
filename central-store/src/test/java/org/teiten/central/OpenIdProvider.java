// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An OpenID provider on loopback that says, and signs, what a test wants. */
final class OpenIdProvider implements AutoCloseable {
  static final String SECRET = "a-secret-of-more-than-thirty-two-characters";

  /** How a token is signed. */
  enum Signing {
    RSA,
    NONE,
    UNKNOWN_KEY,
    /** With the client's secret, which whoever confuses algorithms takes for a key. */
    HMAC
  }

  /** What the next token says. */
  static final class Token {
    String issuer;
    String audience = "centre";
    String nonce = "as asked";
    long lifetimeSeconds = 300;
    List<String> groups = List.of("csirt");
    Signing signing = Signing.RSA;
  }

  Token token;
  private final HttpServer server;
  private final RSAKey key;
  private final RSAKey unknown;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

  OpenIdProvider() throws IOException, JOSEException {
    key = new RSAKeyGenerator(2048).keyID("known").generate();
    unknown = new RSAKeyGenerator(2048).keyID("unknown").generate();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration", exchange -> answer(exchange, 200, metadata()));
    server.createContext(
        "/jwks", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    server.createContext("/token", this::token);
    server.start();
    token = truth();
  }

  /** A token as it should be. */
  Token truth() {
    Token good = new Token();
    good.issuer = issuer();
    return good;
  }

  String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private String metadata() {
    return """
    {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
     "jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],
     "id_token_signing_alg_values_supported":["RS256"]}
    """
        .formatted(issuer());
  }

  /** Lets somebody in, and gives the query with which the browser goes back. */
  String authorize(URI request) {
    Map<String, String> asked = words(request.getRawQuery());
    String code = "code-" + codes.size();
    codes.put(code, asked);
    return "code=" + code + "&state=" + asked.get("state");
  }

  private static Map<String, String> words(String form) {
    return Arrays.stream(form.split("&", -1))
        .map(one -> one.split("=", 2))
        .collect(
            Collectors.toMap(
                one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        words(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.get("code"));
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("centre:" + SECRET).getBytes(StandardCharsets.UTF_8));
    boolean good =
        asked != null
            && basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))
            && asked.get("code_challenge_method").equals("S256")
            && asked.get("code_challenge").equals(challenge(form.get("code_verifier")));
    if (!good) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    try {
      answer(
          exchange,
          200,
          "{\"access_token\":\"unused\",\"token_type\":\"Bearer\",\"id_token\":\""
              + signed(asked.get("nonce")).serialize()
              + "\"}");
    } catch (JOSEException e) {
      throw new IOException(e);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private JWT signed(String nonce) throws JOSEException {
    Instant now = Instant.now();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(token.issuer)
            .audience(token.audience)
            .subject("user-1")
            .issueTime(Date.from(now.minusSeconds(1_000)))
            .expirationTime(Date.from(now.plusSeconds(token.lifetimeSeconds)))
            .claim("nonce", "as asked".equals(token.nonce) ? nonce : token.nonce)
            .claim("groups", token.groups)
            .build();
    if (token.signing == Signing.NONE) {
      return new PlainJWT(claims);
    }
    if (token.signing == Signing.HMAC) {
      SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      jwt.sign(new MACSigner(SECRET.getBytes(StandardCharsets.UTF_8)));
      return jwt;
    }
    RSAKey by = token.signing == Signing.UNKNOWN_KEY ? unknown : key;
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(), claims);
    jwt.sign(new RSASSASigner(by));
    return jwt;
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
