// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.flowtuple.SensorId;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.WaitingBatches.Entry;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/** Lets batches wait again that a human took from aside. Shipping thread. */
final class ReturnedBatches {
  private static final Logger LOG = LoggerFactory.getLogger(ReturnedBatches.class);
  private static final String CAUSE = "returned";

  private final SensorId sensor;
  private final Disk disk;
  private final SpoolFolder folder;
  private final WaitingBatches waiting;
  private final SpoolCounters counters;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  ReturnedBatches(
      SensorId sensor,
      Disk disk,
      SpoolFolder folder,
      WaitingBatches waiting,
      SpoolCounters counters) {
    this.sensor = sensor;
    this.disk = disk;
    this.folder = folder;
    this.waiting = waiting;
    this.counters = counters;
  }

  /** Those that are there now; what cannot be taken stays for the next time. */
  void takeBack() {
    try {
      for (Path file : folder.returned()) {
        takeBack(file);
      }
      causes.recovered(CAUSE, "returned batches are taken again");
    } catch (IOException e) {
      causes.failed(Level.WARN, CAUSE, "returned batches cannot be taken: " + ErrorText.of(e));
    }
  }

  private void takeBack(Path file) throws IOException {
    Optional<BatchId> id = SpoolFolder.batchId(file.getFileName().toString());
    if (id.isEmpty() || !id.get().sensor().equals(sensor)) {
      folder.aside().put(file, Aside.FOREIGN, "is no batch of sensor " + sensor);
      return;
    }
    synchronized (waiting) {
      if (waiting.get(id.get()) != null || Files.exists(folder.file(id.get()))) {
        folder.aside().put(file, Aside.FOREIGN, "bears the id of a batch that waits");
        return;
      }
      Entry entry = new Entry(Files.size(file), SpoolFolder.modified(file), -1);
      disk.move(file, folder.file(id.get()));
      waiting.add(id.get(), entry);
      counters.returned();
    }
    LOG.info("{} was returned from aside and is sent again", file.getFileName());
  }
}
