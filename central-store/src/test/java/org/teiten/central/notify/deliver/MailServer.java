// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import org.teiten.central.pki.TestIdentities;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.ServerTrust;
import org.teiten.support.tls.Tls;

/** A real mail server on loopback that requires STARTTLS, and can be made to misbehave. */
public final class MailServer implements AutoCloseable {
  /** How it behaves. */
  public enum Manner {
    TAKES,
    REFUSES_RECIPIENT,
    REFUSES_CONTENT,
    /** Takes the mail, and the connection breaks before its answer. */
    FALLS_SILENT,
    /** The connection breaks while the mail is written. */
    DIES_IN_THE_MIDDLE,
    /** Says nothing more once the mail begins, until it is closed. */
    HANGS
  }

  /** What it took. */
  public record Taken(String from, List<String> to, String mail) {}

  private final SMTPServer server;
  private final BreakingLine line;
  private final Identity identity;
  private final List<Taken> taken = new ArrayList<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Manner manner = Manner.TAKES;

  /** Listens; certificates are made in the folder. */
  public MailServer(Path folder) throws IOException {
    identity = TestIdentities.localhost(folder);
    SSLContext context =
        Tls.context(
            java.util.Optional.of(identity),
            ServerTrust.in(
                identity.chain().subList(1, identity.chain().size()), Clock.systemUTC()));
    server =
        new SMTPServer.Builder()
            .bindAddress(InetAddress.getLoopbackAddress())
            .port(0)
            .hostName("localhost")
            .enableTLS()
            .requireTLS()
            .startTlsSocketFactory(context)
            .messageHandlerFactory(Handler::new)
            .build();
    // Its thread tells that it began while the standard error of a command is compared.
    ((Logger) LoggerFactory.getLogger("org.subethamail")).setLevel(Level.WARN);
    server.start();
    line = new BreakingLine(server.getPortAllocated());
  }

  public int port() {
    return line.port();
  }

  public Identity identity() {
    return identity;
  }

  public void behave(Manner other) {
    manner = other;
  }

  /** Whether somebody waits for it in vain. */
  public boolean hangs() {
    return hanging.getCount() == 0;
  }

  private void awaitClose() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Does something once so many more bytes have passed between clients and server, both ways
   * together, before the next is passed on.
   */
  public void after(long bytes, Runnable action) {
    line.after(bytes, action);
  }

  /** Bytes that have passed since that was last asked for. */
  public long passed() {
    return line.passed();
  }

  /** All that it took, the fallen silent ones included. */
  public synchronized List<Taken> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    line.close();
    server.stop();
  }

  private final class Handler implements MessageHandler {
    private final List<String> recipients = new ArrayList<>();
    private String from;

    Handler(MessageContext context) {}

    @Override
    public void from(String sender) {
      from = sender;
    }

    @Override
    public void recipient(String recipient) throws RejectException {
      if (manner == Manner.REFUSES_RECIPIENT) {
        throw new RejectException(550, "no such mailbox");
      }
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      if (manner == Manner.DIES_IN_THE_MIDDLE) {
        int first = data.read();
        line.cut();
        throw new IOException("died after " + first);
      }
      if (manner == Manner.HANGS) {
        hanging.countDown();
        awaitClose();
      }
      String mail = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      if (manner == Manner.REFUSES_CONTENT) {
        throw new RejectException(554, "not wanted here");
      }
      synchronized (MailServer.this) {
        taken.add(new Taken(from, List.copyOf(recipients), mail));
      }
      if (manner == Manner.FALLS_SILENT) {
        line.cut();
        throw new IOException("fell silent");
      }
      return null;
    }

    @Override
    public void done() {}
  }
}
