// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.FlowBatchWriter;
import org.teiten.flowtuple.batch.InvalidBatchException;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.sensor.spool.WaitingBatches.Entry;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * The batches that the centre does not have yet. One thread appends, one takes; both may be
 * interrupted by kill -9 at any instruction: what {@link #append} returned for is there again,
 * once, and no id is given twice.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
  private static final int ASIDE_SHARE = 4;

  private final SpoolOwner owner;
  private final SpoolConfig config;
  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolCounters counters;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  // Guarded by this, as are the fields below.
  private final WaitingBatches waiting = new WaitingBatches();
  private SpoolState state;
  private boolean woken;

  private Spool(
      SpoolOwner owner, SpoolConfig config, Disk disk, SpoolFolder folder, SpoolCounters c) {
    this.owner = owner;
    this.config = config;
    this.disk = disk;
    this.folder = folder;
    this.counters = c;
  }

  /**
   * Opens the folder, making it if need be, and puts aside what does not belong there.
   *
   * @throws IOException that says what is wrong with the folder
   */
  public static Spool open(SpoolConfig config, SpoolOwner owner) throws IOException {
    return open(config, owner, new LocalDisk());
  }

  static Spool open(SpoolConfig config, SpoolOwner owner, Disk disk) throws IOException {
    SpoolCounters counters = new SpoolCounters();
    long maxAside = config.maxBytes().bytes() / ASIDE_SHARE;
    SpoolFolder folder = SpoolFolder.open(config.directory(), maxAside, disk, counters);
    try {
      Spool spool = new Spool(owner, config, disk, folder, counters);
      spool.recover();
      return spool;
    } catch (IOException | RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private synchronized void recover() throws IOException {
    List<BatchId> found = new ArrayList<>(folder.scan(owner.sensor()));
    Path file = folder.stateFile();
    Optional<SpoolState> stored = Files.exists(file) ? SpoolState.read(file) : Optional.empty();
    if (stored.isEmpty() && Files.exists(file)) {
      folder.aside().put(file, Aside.TORN, "holds no epoch and sequence");
      LOG.error("{} was damaged; set aside, a new epoch begins", file);
    }
    state = stored.orElseGet(SpoolState::fresh);
    String epoch = state.epoch();
    for (BatchId id : found) {
      if (id.epoch().equals(epoch) && id.sequence() >= state.next()) {
        state = state.withNext(id.sequence() + 1);
      }
    }
    state.write(disk, file);
    found.sort(
        Comparator.<BatchId>comparingInt(id -> id.epoch().equals(epoch) ? 1 : 0)
            .thenComparingLong(
                id -> id.epoch().equals(epoch) ? 0 : SpoolFolder.modified(folder.file(id)))
            .thenComparingLong(BatchId::sequence));
    for (BatchId id : found) {
      Path batch = folder.file(id);
      waiting.add(id, new Entry(Files.size(batch), SpoolFolder.modified(batch), -1));
    }
    counters.found(found.size());
  }

  /**
   * Writes a closed interval as a batch. Spool thread.
   *
   * @throws IOException if the disk does not take it; it is then lost and the caller counts it
   */
  public void append(ClosedInterval interval) throws IOException {
    if (!folder.isIntact()) {
      LOG.error("spool folder {} was deleted; it is made again", folder.path());
      folder.makeAgain();
    }
    BatchId id = reserve();
    BatchHeader header =
        new BatchHeader(
            id,
            owner.group(),
            EpochKind.LIVE,
            owner.software(),
            List.of(interval.header()),
            interval.signatures(),
            interval.unsignedPackets());
    long packets = header.packets();
    long bytes = place(id, out -> write(header, interval, out));
    synchronized (this) {
      waiting.add(id, new Entry(bytes, System.currentTimeMillis(), packets));
      counters.written(packets);
      notifyAll();
    }
  }

  private static void write(BatchHeader header, ClosedInterval interval, OutputStream out)
      throws IOException {
    try (FlowBatchWriter writer = new FlowBatchWriter(header, out)) {
      interval.forEachRow(
          row -> {
            try {
              writer.append(row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes beside, syncs, renames, syncs the folder. Returns the length. */
  private long place(BatchId id, Content content) throws IOException {
    Path temporary = folder.temporary(id);
    long bytes;
    try {
      try (OutputStream out = new BufferedOutputStream(disk.create(temporary), 1 << 16)) {
        content.writeTo(out);
      }
      disk.sync(temporary);
      bytes = Files.size(temporary);
      makeRoom(bytes, id);
      disk.move(temporary, folder.file(id));
    } catch (IOException | RuntimeException e) {
      discard(temporary);
      throw e;
    }
    syncFolder();
    return bytes;
  }

  private void discard(Path temporary) {
    try {
      disk.delete(temporary);
    } catch (IOException e) {
      LOG.debug("{} stays behind: {}", temporary, ErrorText.of(e));
    }
  }

  // The batch has its name, so it is not lost unless the machine loses power at once.
  private void syncFolder() {
    try {
      disk.sync(folder.path());
    } catch (IOException e) {
      causes.failed(Level.WARN, "sync", "spool folder cannot be synced: " + ErrorText.of(e));
    }
  }

  /** Drops the oldest batches until so many bytes fit, but never one that is being sent. */
  private synchronized void makeRoom(long bytes, BatchId forBatch) throws IOException {
    Entry replaced = waiting.get(forBatch);
    long limit = config.maxBytes().bytes() + (replaced == null ? 0 : replaced.bytes());
    Optional<BatchId> oldest = waiting.oldestBut(forBatch);
    while (waiting.bytes() + bytes > limit && oldest.isPresent()) {
      drop(oldest.get(), Drop.SPOOL_FULL);
      causes.failed(
          Level.ERROR,
          "full",
          "spool is full (spool.max_bytes): the oldest batches are dropped; raise it, or see why"
              + " the centre does not take them");
      oldest = waiting.oldestBut(forBatch);
    }
    if (waiting.bytes() + bytes > limit) {
      throw new IOException(
          "a batch of " + bytes + " bytes has no room in the spool; raise spool.max_bytes");
    }
    // Counted by what is deleted: a file system may give the space back late.
    long lacking = config.minFree().bytes() - disk.freeBytes(folder.path());
    while (lacking > 0 && oldest.isPresent()) {
      lacking -= waiting.get(oldest.get()).bytes();
      drop(oldest.get(), Drop.LOW_SPACE);
      causes.failed(
          Level.ERROR,
          "low",
          "the disk is nearly full (spool.min_free): the oldest batches are dropped; make room");
      oldest = waiting.oldestBut(forBatch);
    }
  }

  private void drop(BatchId id, Drop reason) throws IOException {
    long packets = waiting.get(id).packets();
    if (packets < 0) {
      packets = packetsOf(id);
    }
    disk.delete(folder.file(id));
    waiting.remove(id);
    counters.dropped(reason, packets);
  }

  private long packetsOf(BatchId id) {
    try {
      return BatchCopy.header(folder.file(id)).packets();
    } catch (IOException e) {
      return 0; // damaged: what it held cannot be known
    }
  }

  private synchronized BatchId reserve() throws IOException {
    long sequence = state.next();
    SpoolState reserved = state.withNext(sequence + 1);
    reserved.write(disk, folder.stateFile());
    state = reserved;
    return new BatchId(owner.sensor(), reserved.epoch(), sequence);
  }

  /**
   * Takes the oldest batch that is not being sent, whole for certain. Shipping thread; {@link
   * #keep}, {@link #delivered}, {@link #refused} or {@link #renumber} gives it back.
   *
   * @param avoid batches that are taken only if there is no other, in the order of this collection
   * @return empty if none waits
   * @throws IOException if the disk fails
   */
  public Optional<SpooledBatch> take(Collection<BatchId> avoid) throws IOException {
    takeBack();
    while (true) {
      BatchId id;
      Entry entry;
      synchronized (this) {
        id = waiting.take(avoid);
        if (id == null) {
          return Optional.empty();
        }
        entry = waiting.get(id);
      }
      try {
        entry = ready(id, entry);
      } catch (IOException | RuntimeException e) {
        giveBack(id);
        throw e;
      }
      if (entry != null) {
        return Optional.of(
            new SpooledBatch(id, folder.file(id), entry.bytes(), Math.max(0, entry.packets())));
      }
    }
  }

  /** What is known of a batch that can be sent; null if it turned out that it cannot. */
  private Entry ready(BatchId id, Entry entry) throws IOException {
    Path file = folder.file(id);
    if (Files.notExists(file)) {
      if (!folder.isIntact()) {
        throw new IOException(folder.path() + " was deleted; the next interval makes it again");
      }
      LOG.error("{} was deleted by somebody else and is lost", file);
      forget(id, () -> counters.dropped(Drop.GONE, Math.max(0, entry.packets())));
      return null;
    }
    return entry.packets() < 0 ? verify(id, entry, file) : entry;
  }

  /** Looks at every row of a batch that an earlier process wrote; null if it went aside. */
  private Entry verify(BatchId id, Entry entry, Path file) throws IOException {
    BatchHeader header;
    try {
      header = BatchCopy.verify(file);
    } catch (InvalidBatchException e) {
      LOG.error("{} is damaged and set aside: {}", file, e.getMessage());
      setAside(id, Aside.TORN, e.getMessage());
      return null;
    }
    if (!header.id().sensor().equals(id.sensor())) {
      LOG.error("{} is a batch of another sensor and set aside", file);
      setAside(id, Aside.FOREIGN, "says it is a batch of sensor " + header.id().sensor());
      return null;
    }
    long bytes = entry.bytes();
    if (!header.id().equals(id)) {
      bytes = place(id, out -> BatchCopy.rewrite(file, id, out));
    }
    Entry verified = new Entry(bytes, entry.spooledMillis(), header.packets());
    synchronized (this) {
      waiting.replace(id, verified);
    }
    return verified;
  }

  /** Lets batches wait again that a human took from aside. */
  private void takeBack() {
    try {
      for (Path file : folder.returned()) {
        takeBack(file);
      }
      causes.recovered("returned", "returned batches are taken again");
    } catch (IOException e) {
      causes.failed(Level.WARN, "returned", "returned batches cannot be taken: " + ErrorText.of(e));
    }
  }

  private void takeBack(Path file) throws IOException {
    Optional<BatchId> id = SpoolFolder.batchId(file.getFileName().toString());
    if (id.isEmpty() || !id.get().sensor().equals(owner.sensor())) {
      folder.aside().put(file, Aside.FOREIGN, "is no batch of sensor " + owner.sensor());
      return;
    }
    synchronized (this) {
      if (waiting.get(id.get()) != null) {
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

  /** Gives a batch back that could not be delivered now. */
  public void keep(SpooledBatch batch) {
    giveBack(batch.id());
  }

  private synchronized void giveBack(BatchId id) {
    waiting.giveBack(id);
  }

  /** Deletes a batch that the centre has. */
  public void delivered(SpooledBatch batch) throws IOException {
    disk.delete(batch.file());
    forget(batch.id(), counters::delivered);
  }

  /**
   * Puts a batch aside that the centre will never take.
   *
   * @param why what the centre said
   */
  public void refused(SpooledBatch batch, String why) throws IOException {
    setAside(batch.id(), Aside.REFUSED, why);
  }

  /**
   * Gives a batch whose id the centre knows with other content a new id; if it bears the current
   * epoch, a new epoch begins: this machine is a clone or was restored.
   *
   * @return whether a new epoch began
   */
  public boolean renumber(SpooledBatch batch) throws IOException {
    boolean newEpoch;
    synchronized (this) {
      newEpoch = batch.id().epoch().equals(state.epoch());
      if (newEpoch) {
        SpoolState fresh = SpoolState.fresh();
        fresh.write(disk, folder.stateFile());
        state = fresh;
      }
    }
    BatchId id = reserve();
    disk.move(batch.file(), folder.file(id));
    synchronized (this) {
      Entry old = waiting.remove(batch.id());
      waiting.add(id, new Entry(old.bytes(), old.spooledMillis(), -1));
    }
    syncFolder();
    return newEpoch;
  }

  private void setAside(BatchId id, Aside reason, String why) throws IOException {
    folder.aside().put(folder.file(id), reason, why);
    forget(id, counters::wentAsideAfterWaiting);
  }

  private synchronized void forget(BatchId id, Runnable count) {
    if (waiting.remove(id) != null) {
      count.run();
    }
  }

  /** Waits until there is a batch to take, or that long, or {@link #wakeUp()} is called. */
  public synchronized void awaitBatch(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (!waiting.hasUntaken() && !woken && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
  }

  /** Ends {@link #awaitBatch}, now and from now on. */
  public synchronized void wakeUp() {
    woken = true;
    notifyAll();
  }

  public synchronized int waitingBatches() {
    return waiting.size();
  }

  public synchronized long waitingBytes() {
    return waiting.bytes();
  }

  /** Since when the oldest batch waits, milliseconds since 1970; now if none waits. */
  public synchronized long oldestMillis() {
    return waiting.oldestMillis().orElseGet(System::currentTimeMillis);
  }

  /** The current epoch. */
  public synchronized String epoch() {
    return state.epoch();
  }

  public SpoolCounters counters() {
    return counters;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
