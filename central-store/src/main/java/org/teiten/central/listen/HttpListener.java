// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.listen;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Tls;

/**
 * A listener of HTTP/1.1, over TLS 1.3 or plain, whose connections, threads and headers are
 * bounded, and whose silent connections give way to those who have something to say.
 */
public final class HttpListener implements AutoCloseable {
  private static final int ACCEPT_QUEUE = 64;
  private static final int MAX_HEADERS = 8 << 10;

  /**
   * What bounds it.
   *
   * @param key of the configuration, for messages
   * @param connections at a time; half of them may be of peers that have proved nothing
   * @param threads that answer
   * @param idle how long a header may take, and a connection may be silent
   */
  public record Bounds(
      ListenAddress listen, String key, int connections, int threads, Duration idle) {}

  /**
   * How its connections are made safe.
   *
   * @param context what it shows
   * @param asksForCertificates whether peers prove who they are by a certificate, as {@link
   *     #proved} says then; else by any request
   */
  public record Security(SSLContext context, boolean asksForCertificates) {}

  private final Bounds bounds;
  private final Optional<SslContextFactory.Server> tls;
  private final SilentConnections silent;
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param security empty for plain HTTP
   * @param silenced counts connections that are closed because they say nothing
   * @param watching is told of connections, and of handshakes if it wants to be
   * @param routes sets up what is answered
   * @throws IOException that says where it cannot listen, and why
   */
  public HttpListener(
      Bounds bounds,
      Optional<Security> security,
      LongAdder silenced,
      List<Connection.Listener> watching,
      Consumer<JavalinConfig> routes)
      throws IOException {
    this.bounds = bounds;
    this.tls = security.map(HttpListener::tls);
    this.silent =
        new SilentConnections(
            bounds.idle(),
            bounds.connections() / 2,
            security.filter(Security::asksForCertificates).isEmpty(),
            silenced);
    this.server =
        Javalin.create(
            javalin -> {
              javalin.startup.showJavalinBanner = false;
              javalin.startup.showOldJavalinVersionWarning = false;
              javalin.http.prefer405over404 = true;
              javalin.jetty.threadPool = new QueuedThreadPool(bounds.threads(), 2);
              javalin.jetty.addConnector((jetty, http) -> connector(jetty, http, watching));
              routes.accept(javalin);
            });
    try {
      server.start();
    } catch (RuntimeException e) {
      close();
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(
          "cannot listen on "
              + bounds.listen()
              + " ("
              + bounds.key()
              + "): "
              + ErrorText.of(cause)
              + "; choose a free port",
          e);
    }
  }

  private static SslContextFactory.Server tls(Security security) {
    SslContextFactory.Server factory = new SslContextFactory.Server();
    factory.setSslContext(security.context());
    factory.setIncludeProtocols(Tls.VERSION);
    factory.setWantClientAuth(security.asksForCertificates());
    return factory;
  }

  private ServerConnector connector(
      Server jetty, HttpConfiguration http, List<Connection.Listener> watching) {
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(MAX_HEADERS);
    http.addCustomizer(silent);
    List<ConnectionFactory> protocols = new ArrayList<>();
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    if (tls.isPresent()) {
      // Whether the host is the right one the client decides.
      http.addCustomizer(new SecureRequestCustomizer(false));
      protocols.add(new SslConnectionFactory(tls.get(), plain.getProtocol()));
    }
    protocols.add(plain);
    ServerConnector connector =
        new ServerConnector(jetty, 1, 1, protocols.toArray(ConnectionFactory[]::new));
    watching.forEach(connector::addBean);
    connector.addBean(silent);
    connector.setHost(bounds.listen().host());
    connector.setPort(bounds.listen().port());
    connector.setIdleTimeout(bounds.idle().toMillis());
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.addBean(new NetworkConnectionLimit(bounds.connections(), connector));
    return connector;
  }

  /** The peer of a request has shown a certificate that is good. */
  public static void proved(Context context) {
    Runnable proved = context.attribute(SilentConnections.PROVED);
    proved.run();
  }

  /** Lets connections from now on see another identity. */
  public void show(SSLContext context) {
    try {
      tls.orElseThrow().reload(factory -> factory.setSslContext(context));
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not take the new identity", e);
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    ServerConnector connector = (ServerConnector) server.jettyServer().server().getConnectors()[0];
    return new InetSocketAddress(connector.getHost(), connector.getLocalPort());
  }

  /** Stops to accept; requests under way are answered. */
  @Override
  public void close() {
    server.stop();
    silent.close();
  }
}
