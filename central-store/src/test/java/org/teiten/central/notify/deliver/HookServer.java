// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teiten.central.pki.TestIdentities;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** A recipient's program on loopback that takes notices, and can be made to misbehave. */
public final class HookServer implements AutoCloseable {
  /** A status that says nothing: the connection breaks once all was read. */
  public static final int SILENCE = 0;

  /** What it was sent. */
  public record Posted(Headers headers, String body) {}

  private final HttpsServer server;
  private final List<Posted> posted = new ArrayList<>();
  private volatile int status = 200;

  /** Listens; certificates are made in the folder. */
  public HookServer(Path folder) throws IOException {
    Identity identity = TestIdentities.localhost(folder);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(
            Tls.context(
                Optional.of(identity),
                ServerTrust.in(
                    identity.chain().subList(1, identity.chain().size()), Clock.systemUTC()))));
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    synchronized (this) {
      posted.add(new Posted(exchange.getRequestHeaders(), body));
    }
    if (status == SILENCE) {
      exchange.close();
      throw new IOException("fell silent");
    }
    byte[] answer = "said \u001b[31mit\n".getBytes(StandardCharsets.US_ASCII);
    if (status / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Answers with that from now on. */
  public void answer(int other) {
    status = other;
  }

  public synchronized List<Posted> posted() {
    return List.copyOf(posted);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
