// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** What the spool asks of a file system; tests have one that fails. */
interface Disk {
  /** Opens a new file, or empties an old one. */
  OutputStream create(Path file) throws IOException;

  /** Returns when a file's content, or a folder's names, are on the disk. */
  void sync(Path fileOrFolder) throws IOException;

  /** Renames within one folder or between folders of one file system, atomically, replacing. */
  void move(Path from, Path to) throws IOException;

  /** Deletes a file; one that is not there is none to delete. */
  void delete(Path file) throws IOException;

  /** The regular files of a folder. */
  List<Path> files(Path folder) throws IOException;

  /** Bytes that this user may still write to the folder's file system. */
  long freeBytes(Path folder) throws IOException;
}
