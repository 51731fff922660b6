// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** An HTTP proxy that knows CONNECT alone (RFC 9110 §9.3.6), and one host's name. */
final class ConnectProxy {
  private ConnectProxy() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments address and port to listen at, the host that it knows, that host's address
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress listen = InetAddress.getByName(arguments[0]);
    try (ServerSocket server = new ServerSocket(Integer.parseInt(arguments[1]), 50, listen)) {
      while (true) {
        Socket client = server.accept();
        new Thread(() -> serve(client, arguments[2], arguments[3]), "client").start();
      }
    }
  }

  private static void serve(Socket client, String host, String address) {
    try (client) {
      String[] request = head(client.getInputStream()).split("[ :]", 4);
      if (!request[0].equals("CONNECT") || !request[1].equals(host)) {
        answer(client, "502 Bad Gateway");
        return;
      }
      try (Socket centre = new Socket(address, Integer.parseInt(request[2]))) {
        answer(client, "200 OK");
        Thread back = new Thread(() -> copy(centre, client), "back");
        back.start();
        copy(client, centre);
        back.join();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("a connection ended: " + e.getMessage());
    }
  }

  /** The request up to its empty line. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n") && head.length() < 8_192) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended within the request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static void answer(Socket client, String status) throws IOException {
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static void copy(Socket from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.getInputStream().transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // one of the two went away; so does the other when its side ends
    }
  }
}
