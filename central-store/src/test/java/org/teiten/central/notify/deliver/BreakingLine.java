// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.deliver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A line on loopback between a client and a server that can break at any moment. */
final class BreakingLine implements AutoCloseable {
  private static final int PIECE = 64;

  private final ServerSocket listener;
  private final int server;
  private final List<Socket> sockets = new ArrayList<>();
  private long passed;
  private long moment;
  private Runnable action;

  BreakingLine(int server) throws IOException {
    this.server = server;
    listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    thread(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Breaks all that is connected now. */
  synchronized void cut() {
    try {
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sockets.clear();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
      synchronized (this) {
        sockets.add(client);
        sockets.add(behind);
      }
      thread(() -> pipe(client, behind));
      thread(() -> pipe(behind, client));
    }
  }

  private void pipe(Socket from, Socket to) throws IOException {
    byte[] some = new byte[PIECE];
    for (int read = from.getInputStream().read(some);
        read >= 0;
        read = from.getInputStream().read(some)) {
      count(read);
      to.getOutputStream().write(some, 0, read);
    }
    to.shutdownOutput();
  }

  private void count(int bytes) {
    Runnable due = null;
    synchronized (this) {
      passed += bytes;
      if (action != null && passed >= moment) {
        due = action;
        action = null;
      }
    }
    if (due != null) {
      due.run();
    }
  }

  /** Does something once so many bytes have passed from now on. */
  synchronized void after(long bytes, Runnable what) {
    passed = 0;
    moment = bytes;
    action = what;
  }

  /** Bytes that have passed, both ways together. */
  synchronized long passed() {
    return passed;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void thread(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The line broke, as it was told to.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
