// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.errors.ErrorText;

/** Asks the sensor that runs on this host, at its {@code http.listen}. */
public final class StatusClient {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_ANSWER = 16 << 20;
  private static final int OK = 200;

  private final ListenAddress listen;

  public StatusClient(ListenAddress listen) {
    this.listen = listen;
  }

  /**
   * What it sees.
   *
   * @throws IOException if none answers, or something that is no sensor
   */
  public LiveView view() throws IOException {
    String answer = get(LiveView.PATH);
    try {
      return LiveView.parse(answer);
    } catch (JsonProcessingException e) {
      throw noSensor("it says something else", e);
    }
  }

  /**
   * One of its pages, such as {@code /metrics}.
   *
   * @throws IOException if none answers, or it has no such page
   */
  public String get(String path) throws IOException {
    try {
      return answer(path);
    } catch (IOException e) {
      throw noSensor(ErrorText.of(e), e);
    }
  }

  private IOException noSensor(String why, IOException cause) {
    return new IOException("no sensor answers at http.listen, " + listen + ": " + why, cause);
  }

  private String answer(String path) throws IOException {
    // A small client: java.net.http would start threads of its own for one line.
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + local(listen) + path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      if (connection.getResponseCode() != OK) {
        throw new IOException(
            path
                + " is answered "
                + connection.getResponseCode()
                + " by another program, or an older sensor");
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
      }
    } finally {
      connection.disconnect();
    }
  }

  /** What listens everywhere is asked here. */
  private static ListenAddress local(ListenAddress listen) {
    return switch (listen.host()) {
      case "0.0.0.0" -> new ListenAddress("127.0.0.1", listen.port());
      case "::" -> new ListenAddress("::1", listen.port());
      default -> listen;
    };
  }
}
