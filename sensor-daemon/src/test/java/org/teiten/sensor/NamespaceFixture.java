// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import org.junit.jupiter.api.Assumptions;

/**
 * A network namespace of this test alone, with one virtual cable in it: {@code vt0} to {@code vt1}.
 */
final class NamespaceFixture {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final Libc LIBC = LibraryLoader.create(Libc.class).load("libc.so.6");

  /** What moves a thread into a namespace. */
  public interface Libc {
    int open(@In byte[] path, int flags);

    int close(int descriptor);

    int setns(int descriptor, int kind);
  }

  private final String name;

  private NamespaceFixture(String name) {
    this.name = name;
  }

  /** Skips visibly without the right to make one; with CI=true that is a failure. */
  static NamespaceFixture create(String suffix) throws Exception {
    String name = "teiten-" + ProcessHandle.current().pid() + "-" + suffix;
    boolean made =
        "root".equals(System.getProperty("user.name")) && status("ip", "netns", "add", name) == 0;
    if (!made && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must be able to make network namespaces: root and iproute2");
    }
    Assumptions.assumeTrue(made, "skipped: making network namespaces needs root and iproute2");
    NamespaceFixture namespace = new NamespaceFixture(name);
    namespace.exec("ip", "link", "set", "lo", "up");
    namespace.exec("ip", "link", "add", "vt0", "type", "veth", "peer", "name", "vt1");
    namespace.exec("ip", "link", "set", "vt0", "up");
    namespace.exec("ip", "link", "set", "vt1", "up");
    return namespace;
  }

  /** Puts the far end of this namespace's cable into another, in place of the other's own cable. */
  void reach(NamespaceFixture other) throws Exception {
    other.exec("ip", "link", "del", "vt0");
    exec("ip", "link", "set", "vt0", "netns", other.name);
    other.exec("ip", "link", "set", "vt0", "up");
  }

  /** The sensor as a process inside, with this configuration. */
  Process startSensor(List<String> before, Path config, Path log) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.teiten.sensor.SensorCommand", "run", "--config"));
    command.add(config.toString());
    return start(command, log);
  }

  /** A process inside; what it prints goes to the log. */
  Process start(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(inside(command))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** The words that run a command inside. */
  List<String> inside(List<String> command) {
    List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", name));
    words.addAll(command);
    return words;
  }

  void exec(String... command) throws Exception {
    int status = status(inside(List.of(command)).toArray(String[]::new));
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + status);
    }
  }

  /** What a server on loopback inside answers; empty if there is none. */
  String get(int port, String path) throws Exception {
    FutureTask<String> task =
        new FutureTask<>(
            (Callable<String>)
                () -> {
                  int descriptor = LIBC.open(("/run/netns/" + name + "\0").getBytes(UTF_8), 0);
                  if (descriptor < 0 || LIBC.setns(descriptor, CLONE_NEWNET) != 0) {
                    throw new IOException("cannot enter namespace " + name);
                  }
                  LIBC.close(descriptor);
                  try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    String request = "GET " + path + " HTTP/1.0\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(UTF_8));
                    return new String(socket.getInputStream().readAllBytes(), UTF_8);
                  } catch (IOException e) {
                    return "";
                  }
                });
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return task.get(30, TimeUnit.SECONDS);
  }

  private static int status(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(String.join(" ", command) + " takes more than 30 s");
    }
    return process.exitValue();
  }

  void delete() throws Exception {
    status("ip", "netns", "del", name);
  }
}
