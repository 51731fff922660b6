// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that this test started, its output in two files; it never outlives the test. */
final class ChildProcess implements AutoCloseable {
  /** What a process that has ended left behind. */
  record Outcome(int exit, String out, String err) {
    Outcome orThrow(String what) {
      if (exit != 0) {
        throw new IllegalStateException(what + " ended with " + exit + ": " + out + err);
      }
      return this;
    }
  }

  private final Process process;
  private final String name;
  private final Path out;
  private final Path err;

  private ChildProcess(Process process, String name, Path out, Path err) {
    this.process = process;
    this.name = name;
    this.out = out;
    this.err = err;
  }

  /** Starts a command; output is appended to {@code name.out} and {@code name.err} in a folder. */
  static ChildProcess start(Path folder, String name, List<String> command) {
    Path out = folder.resolve(name + ".out");
    Path err = folder.resolve(name + ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
              .start();
      return new ChildProcess(process, name, out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command to its end, at most a minute. */
  static Outcome run(List<String> command) {
    return run(60, command);
  }

  /** Runs a command to its end; one that takes longer is killed and reported. */
  static Outcome run(int seconds, List<String> command) {
    try {
      Path folder = Files.createTempDirectory("teiten-run");
      try (ChildProcess child = start(folder, "run", command)) {
        return child.outcome(seconds);
      } finally {
        Files.deleteIfExists(folder.resolve("run.out"));
        Files.deleteIfExists(folder.resolve("run.err"));
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for the end. */
  Outcome outcome(int seconds) {
    try {
      if (!process.waitFor(seconds, SECONDS)) {
        throw new IllegalStateException(
            name + " still runs after " + seconds + " s: " + out() + err());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    return new Outcome(process.exitValue(), out(), err());
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    outcome(20);
  }

  /** SIGTERM, and what then came. */
  Outcome terminate() {
    process.destroy();
    return outcome(60);
  }

  /** SIGINT, for tools that then print their totals. */
  Outcome interrupt() {
    run(List.of("kill", "-INT", Long.toString(process.pid())));
    return outcome(20);
  }

  String out() {
    return text(out);
  }

  String err() {
    return text(err);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
