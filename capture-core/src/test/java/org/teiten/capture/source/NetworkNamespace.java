// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import jnr.ffi.LibraryLoader;
import jnr.ffi.annotations.In;
import org.agrona.BufferUtil;

/** A network namespace of this test alone; code runs in it on a thread of its own. */
public final class NetworkNamespace {
  private static final int CLONE_NEWNET = 0x40000000;
  private static final int CAP_NET_RAW = 13;
  private static final Linux LINUX = LibraryLoader.create(Linux.class).load("libc.so.6");

  private final String name;

  private NetworkNamespace(String name) {
    this.name = name;
  }

  /** Of Linux, what changes the calling thread alone. */
  public interface Linux {
    int open(@In byte[] path, int flags);

    int close(int descriptor);

    int setns(int descriptor, int kind);

    int capget(long header, long data);

    int capset(long header, long data);
  }

  /** Skips visibly where there is no right to make namespaces; with CI=true that is a failure. */
  public static void assumeAvailable() throws Exception {
    String probe = "teiten-" + ProcessHandle.current().pid() + "-probe";
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean available = root && status("ip", "netns", "add", probe) == 0;
    if (available) {
      run("ip", "netns", "del", probe);
    } else if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must be able to make network namespaces: root and iproute2");
    }
    assumeTrue(available, "skipped: making network namespaces needs root and iproute2");
  }

  public static NetworkNamespace create(String suffix) throws Exception {
    NetworkNamespace namespace =
        new NetworkNamespace("teiten-" + ProcessHandle.current().pid() + "-" + suffix);
    run("ip", "netns", "add", namespace.name);
    // No router solicitations and the like: every frame on the link is one of the test's.
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1");
    namespace.exec("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1");
    namespace.exec("ip", "link", "set", "lo", "up");
    return namespace;
  }

  /** A virtual cable between an interface here and one there, both up. */
  public void connect(String here, NetworkNamespace there, String peer) throws Exception {
    exec("ip", "link", "add", here, "type", "veth", "peer", "name", peer, "netns", there.name);
    exec("ip", "link", "set", here, "up");
    there.exec("ip", "link", "set", peer, "up");
  }

  /** Runs a command inside. */
  public void exec(String... command) throws Exception {
    String[] inside = new String[command.length + 4];
    System.arraycopy(new String[] {"ip", "netns", "exec", name}, 0, inside, 0, 4);
    System.arraycopy(command, 0, inside, 4, command.length);
    run(inside);
  }

  /** Runs a line of shell inside. */
  public void shell(String line) throws Exception {
    exec("sh", "-ec", line);
  }

  /** Runs code inside; sockets that it opens stay inside. */
  public <T> T call(Callable<T> code) throws Exception {
    return onThreadOfItsOwn(
        () -> {
          int descriptor = LINUX.open(cString("/var/run/netns/" + name), 0);
          assertThat(descriptor).isNotNegative();
          assertThat(LINUX.setns(descriptor, CLONE_NEWNET)).isZero();
          LINUX.close(descriptor);
          return code.call();
        });
  }

  /** Runs code inside, without CAP_NET_RAW. */
  public <T> T callUnprivileged(Callable<T> code) throws Exception {
    return call(
        () -> {
          ByteBuffer header = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
          header.putInt(0, 0x20080522);
          ByteBuffer data = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
          assertThat(LINUX.capget(BufferUtil.address(header), BufferUtil.address(data))).isZero();
          data.putInt(0, data.getInt(0) & ~(1 << CAP_NET_RAW));
          assertThat(LINUX.capset(BufferUtil.address(header), BufferUtil.address(data))).isZero();
          return code.call();
        });
  }

  private static <T> T onThreadOfItsOwn(Callable<T> code) throws Exception {
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, "namespace");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static byte[] cString(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }

  private static void run(String... command) throws Exception {
    assertThat(status(command)).as(String.join(" ", command)).isZero();
  }

  private static int status(String... command) throws Exception {
    Path output = Files.createTempFile("teiten-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " takes more than 30 s");
      }
      if (process.exitValue() != 0) {
        System.err.printf(
            Locale.ROOT, "%s: %s%n", String.join(" ", command), Files.readString(output));
      }
      return process.exitValue();
    } finally {
      Files.delete(output);
    }
  }

  /** Removes it, and with it the cables that end in it. */
  public void delete() throws Exception {
    run("ip", "netns", "del", name);
  }
}
