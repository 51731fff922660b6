// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A control group of the test's own (version 1 or 2) with so much memory. */
record MemoryLimit(Path group, boolean old) implements AutoCloseable {
  private static final Path OLD = Path.of("/sys/fs/cgroup/memory");
  private static final Path NEW = Path.of("/sys/fs/cgroup");

  /** Skips the test visibly where there are no such groups. */
  static MemoryLimit of(long bytes) throws IOException {
    String name = "teiten-test-" + ProcessHandle.current().pid();
    boolean old = Files.isWritable(OLD.resolve("memory.limit_in_bytes"));
    if (!old && !Files.isWritable(NEW.resolve("cgroup.procs"))) {
      throw Checkout.skipped("control groups for memory cannot be made here");
    }
    Path group = Files.createDirectory((old ? OLD : NEW).resolve(name));
    Path limit = group.resolve(old ? "memory.limit_in_bytes" : "memory.max");
    if (!Files.exists(limit)) {
      Files.delete(group);
      throw Checkout.skipped("control groups do not limit memory here");
    }
    Files.writeString(limit, Long.toString(bytes));
    return new MemoryLimit(group, old);
  }

  /**
   * The words that start a program in it.
   *
   * @param folder in which the groups are shown to it, for within a namespace they are not
   */
  List<String> wrapper(Path folder) {
    String mounted = folder + "/" + group.getFileName() + "/cgroup.procs";
    return List.of(
        "sh",
        "-ec",
        "mount -t %s none %s; echo $$ >%s; exec \"$@\""
            .formatted(old ? "cgroup -o memory" : "cgroup2", folder, mounted),
        "sh");
  }

  /** The most that its processes had together, pages of files included. */
  long mostBytes() throws IOException {
    Path most = group.resolve(old ? "memory.max_usage_in_bytes" : "memory.peak");
    return Long.parseLong(Files.readString(most).strip());
  }

  /** Once its processes have ended. */
  @Override
  public void close() throws IOException {
    Files.delete(group);
  }
}
