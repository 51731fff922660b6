// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A disk whose n-th operation from now fails, or at which the process is killed. */
final class FaultyDisk implements Disk {
  /** The process is gone: nothing catches this, and every later operation throws it again. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final LocalDisk disk = new LocalDisk();
  private int failIn = -1;
  private String failure = "No space left on device";
  private int failures;
  private int failFolderSyncIn = -1;
  private int killIn = -1;
  private boolean killed;
  private long freeBytes = Long.MAX_VALUE;
  private boolean freeUnknown;
  private final List<String> done = new ArrayList<>();

  /** The n-th operation from now (0 is the next) and those after it fail like a full disk. */
  void failIn(int operations, int times) {
    failIn = operations;
    failures = times;
  }

  /** What a failing operation says, such as {@code Read-only file system}. */
  void failWith(String message) {
    failure = message;
  }

  /** The n-th sync of a folder from now (0 is the next) fails. */
  void failFolderSyncIn(int syncs) {
    failFolderSyncIn = syncs;
  }

  /** At the n-th operation from now the process is killed; half of a write may be done. */
  void killIn(int operations) {
    killIn = operations;
    killed = false;
  }

  /** Whether the last operation that was announced has not come yet. */
  boolean survived() {
    return !killed;
  }

  private void operation() throws IOException {
    if (killed || (killIn >= 0 && killIn-- == 0)) {
      killed = true;
      throw new Killed();
    }
    if (failIn > 0) {
      failIn--;
    } else if (failIn == 0 && failures > 0) {
      failures--;
      throw new IOException(failure);
    }
  }

  @Override
  public OutputStream create(Path file) throws IOException {
    operation();
    done.add("create " + file.getFileName());
    return new FilterOutputStream(disk.create(file)) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length / 2);
        operation();
        out.write(bytes, offset + length / 2, length - length / 2);
      }
    };
  }

  @Override
  public void sync(Path fileOrFolder) throws IOException {
    operation();
    if (Files.isDirectory(fileOrFolder) && failFolderSyncIn >= 0 && failFolderSyncIn-- == 0) {
      throw new IOException("Input/output error");
    }
    // a process that dies needs no sync, and tests are quicker without
    if (Files.notExists(fileOrFolder)) {
      throw new NoSuchFileException(fileOrFolder.toString());
    }
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    operation();
    disk.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    operation();
    done.add("delete " + file.getFileName());
    disk.delete(file);
  }

  @Override
  public List<Path> files(Path folder) throws IOException {
    operation();
    return disk.files(folder);
  }

  /** So many bytes are free, whatever the real disk has. */
  void free(long bytes) {
    freeBytes = bytes;
  }

  /** Whether the question for the free space fails. */
  void freeUnknown(boolean unknown) {
    freeUnknown = unknown;
  }

  /** What was created and deleted since this was last asked, such as {@code create state.tmp}. */
  List<String> takeDone() {
    List<String> taken = List.copyOf(done);
    done.clear();
    return taken;
  }

  @Override
  public long freeBytes(Path folder) throws IOException {
    if (freeUnknown) {
      throw new IOException("Stale file handle");
    }
    return freeBytes;
  }
}
