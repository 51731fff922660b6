// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.teiten.sensor.ship.CentreConfig;
import org.teiten.sensor.ship.CentreHttp;
import org.teiten.sensor.ship.ShippingAgent;

/**
 * A process that writes intervals as fast as it can and ships them, until it is killed: by whoever
 * started it, or by itself at the n-th passing of a named point. On stdout: {@code ! offered N}
 * before an interval is written, {@code ! written N} after.
 */
final class SpoolVictim {
  /** Where a process can die: before and within what it asks of the disk. */
  enum Point {
    CREATE,
    HALF_WRITTEN,
    SYNC,
    MOVE,
    MOVED,
    DELETE,
    DELETED
  }

  private static final int MOST_WAITING = 40;

  private SpoolVictim() {}

  /** Folder, centre's URL, first interval, point or {@code none}, how often it is passed. */
  public static void main(String[] args) throws Exception {
    Disk disk = new LocalDisk();
    if (!args[3].equals("none")) {
      disk = new DeadlyDisk(Point.valueOf(args[3]), Integer.parseInt(args[4]));
    }
    Spool spool = SpoolFixture.open(Path.of(args[0]), disk);
    HttpClient client = CentreHttp.client(Optional.empty()).build();
    ShippingAgent shipping =
        new ShippingAgent(
            spool,
            new CentreConfig(
                URI.create(args[1]), Path.of("/"), false, Optional.empty(), 3, Optional.empty()),
            () -> client);
    Thread thread = new Thread(shipping, "shipping");
    thread.start();
    for (long minute = Long.parseLong(args[2]); ; minute++) {
      System.out.println("! offered " + minute);
      spool.append(new IntervalFixture(minute, 1 + (int) (minute % 300)));
      System.out.println("! written " + minute);
      while (spool.waitingBatches() > MOST_WAITING) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static final class DeadlyDisk implements Disk {
    private final Disk disk = new LocalDisk();
    private final Point deadly;
    private int passes;

    DeadlyDisk(Point deadly, int passes) {
      this.deadly = deadly;
      this.passes = passes;
    }

    private synchronized void pass(Point point) {
      if (point == deadly && passes-- == 0) {
        Runtime.getRuntime().halt(137);
      }
    }

    @Override
    public OutputStream create(Path file) throws IOException {
      pass(Point.CREATE);
      return new FilterOutputStream(disk.create(file)) {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          out.write(bytes, offset, length / 2);
          pass(Point.HALF_WRITTEN);
          out.write(bytes, offset + length / 2, length - length / 2);
        }
      };
    }

    @Override
    public void sync(Path fileOrFolder) throws IOException {
      pass(Point.SYNC);
      disk.sync(fileOrFolder);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      pass(Point.MOVE);
      disk.move(from, to);
      pass(Point.MOVED);
    }

    @Override
    public void delete(Path file) throws IOException {
      pass(Point.DELETE);
      disk.delete(file);
      pass(Point.DELETED);
    }

    @Override
    public List<Path> files(Path folder) throws IOException {
      return disk.files(folder);
    }

    @Override
    public long freeBytes(Path folder) throws IOException {
      return disk.freeBytes(folder);
    }
  }
}
