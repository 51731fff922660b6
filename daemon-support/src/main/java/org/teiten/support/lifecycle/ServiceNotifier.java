// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.lifecycle;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * Tells the service manager how this process is: sd_notify(3). Without {@code NOTIFY_SOCKET} it
 * does nothing. A message that cannot be sent is logged once. Any thread.
 *
 * <p><b>Design note.</b> Written here, and not taken from a library: those that exist are LGPL or
 * send through JNA, and systemd's own library would be one more thing to install. The protocol is a
 * datagram of {@code KEY=value} lines.
 */
public final class ServiceNotifier {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceNotifier.class);
  private static final String CAUSE = "notify";
  private static final int MAX_STATUS = 512;

  private final String socket;
  private final Duration watchdog;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  private ServiceNotifier(String socket, Duration watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** As the environment of this process says. */
  public static ServiceNotifier ofProcess() {
    return of(System.getenv(), ProcessHandle.current().pid());
  }

  /**
   * As an environment says.
   *
   * @param environment {@code NOTIFY_SOCKET}, {@code WATCHDOG_USEC}, {@code WATCHDOG_PID}
   * @param pid of this process: a watchdog that is meant for another is none
   */
  static ServiceNotifier of(Map<String, String> environment, long pid) {
    String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (socket.isEmpty()) {
      return new ServiceNotifier(null, null);
    }
    if (!UnixDatagram.isName(socket)) {
      LOG.warn(
          "NOTIFY_SOCKET is neither a path nor an abstract name; the service manager is told"
              + " nothing");
      return new ServiceNotifier(null, null);
    }
    return new ServiceNotifier(socket, watchdog(environment, pid));
  }

  private static Duration watchdog(Map<String, String> environment, long pid) {
    String owner = environment.getOrDefault("WATCHDOG_PID", Long.toString(pid));
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    if (!owner.equals(Long.toString(pid)) || !micros.matches("[1-9][0-9]{0,15}")) {
      return null;
    }
    return Duration.ofNanos(Long.parseLong(micros) * 1_000);
  }

  /** Whether anybody listens. */
  public boolean isListenedTo() {
    return socket != null;
  }

  /** Within which time {@link #alive} must come again, if the service manager wants it at all. */
  public Optional<Duration> watchdog() {
    return Optional.ofNullable(watchdog);
  }

  /** Everything is open and works. */
  public void ready(String status) {
    send("READY=1\n" + statusLine(status));
  }

  /** The settings are being read again; {@link #ready} follows, whatever comes of it. */
  public void reloading() {
    if (isListenedTo()) {
      send("RELOADING=1\nMONOTONIC_USEC=" + UnixDatagram.monotonicMicros());
    }
  }

  /** The process stops. */
  public void stopping() {
    send("STOPPING=1\n" + statusLine("stopping"));
  }

  /** One line for people. */
  public void status(String status) {
    send(statusLine(status));
  }

  /** Feeds the watchdog. */
  public void alive(String status) {
    send("WATCHDOG=1\n" + statusLine(status));
  }

  private static String statusLine(String status) {
    String line = status.replaceAll("\\p{Cntrl}+", " ");
    return "STATUS=" + (line.length() > MAX_STATUS ? line.substring(0, MAX_STATUS) : line);
  }

  private void send(String message) {
    if (!isListenedTo()) {
      return;
    }
    try {
      UnixDatagram.send(socket, message);
      causes.recovered(CAUSE, "the service manager can be told again");
    } catch (IOException e) {
      causes.failed(
          Level.WARN, CAUSE, "the service manager cannot be told of this: " + ErrorText.of(e));
    }
  }
}
