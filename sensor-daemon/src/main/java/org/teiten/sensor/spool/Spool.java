// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.capture.aggregate.ClosedInterval;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.flowtuple.batch.BatchId;
import org.teiten.flowtuple.batch.EpochKind;
import org.teiten.flowtuple.batch.InvalidBatchException;
import org.teiten.sensor.spool.SpoolCounters.Aside;
import org.teiten.sensor.spool.SpoolCounters.Drop;
import org.teiten.sensor.spool.WaitingBatches.Entry;

/**
 * The batches that the centre does not have yet. One thread appends, one takes; both may be
 * interrupted by kill -9 at any instruction: what {@link #append} returned for is there again,
 * once, and no id is given twice.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  // More than a batch takes as a rule; what is more yet is made room for once it is written.
  private static final long EXPECTED_BYTES = 5 << 10;
  private static final long EXPECTED_BYTES_PER_ROW = 40;
  private static final long EXPECTED_BYTES_PER_SIGNATURE = 64;

  private final SpoolOwner owner;
  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolCounters counters;
  private final BatchPlacement placement;
  private final ReturnedBatches returned;

  // Guarded by its own monitor, as are the fields below.
  private final WaitingBatches waiting = new WaitingBatches();
  private SpoolState state;
  private boolean woken;

  private Spool(
      SpoolOwner owner, SpoolConfig config, Disk disk, SpoolFolder folder, SpoolCounters c) {
    this.owner = owner;
    this.disk = disk;
    this.folder = folder;
    this.counters = c;
    this.placement = new BatchPlacement(config, disk, folder, waiting, c);
    this.returned = new ReturnedBatches(owner.sensor(), disk, folder, waiting, c);
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
    SpoolFolder folder = SpoolFolder.open(config, disk, counters);
    try {
      Spool spool = new Spool(owner, config, disk, folder, counters);
      spool.recover();
      return spool;
    } catch (IOException | RuntimeException | Error e) {
      folder.close();
      throw e;
    }
  }

  private void recover() throws IOException {
    List<BatchId> found = folder.scan(owner.sensor());
    Path file = folder.stateFile();
    Optional<SpoolState> stored = Files.exists(file) ? SpoolState.read(file) : Optional.empty();
    if (stored.isEmpty() && Files.exists(file)) {
      folder.aside().put(file, Aside.TORN, "holds no epoch and sequence");
      LOG.error("{} was damaged; set aside, a new epoch begins", file);
    }
    synchronized (waiting) {
      state = stored.orElseGet(SpoolState::fresh).behind(found);
      // A fresh one is written when the first batch is named, for which space is kept.
      if (stored.isPresent() && !stored.get().equals(state)) {
        state.write(disk, file);
      }
      for (BatchId id : folder.oldestFirst(found, state.epoch())) {
        Path batch = folder.file(id);
        waiting.add(id, new Entry(Files.size(batch), SpoolFolder.modified(batch), -1));
      }
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
      LOG.error("spool folder {} was deleted or replaced; it is made again", folder.path());
      folder.makeAgain();
    }
    long expected = expectedBytes(interval);
    placement.keepFree(expected);
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
    long bytes = placement.place(id, expected, out -> BatchCopy.write(header, interval, out));
    synchronized (waiting) {
      waiting.add(id, new Entry(bytes, System.currentTimeMillis(), packets));
      counters.written(packets);
      waiting.notifyAll();
    }
  }

  private static long expectedBytes(ClosedInterval interval) {
    return EXPECTED_BYTES
        + EXPECTED_BYTES_PER_ROW * interval.header().rows()
        + EXPECTED_BYTES_PER_SIGNATURE * interval.signatures().size();
  }

  private BatchId reserve() throws IOException {
    synchronized (waiting) {
      long sequence = state.next();
      SpoolState reserved = state.withNext(sequence + 1);
      reserved.write(disk, folder.stateFile());
      state = reserved;
      return new BatchId(owner.sensor(), reserved.epoch(), sequence);
    }
  }

  /**
   * Takes the oldest batch that is not being sent, whole for certain. Shipping thread; {@link
   * #keep}, {@link #delivered}, {@link #refused} or {@link #renumber} gives it back.
   *
   * @param avoid batches that are taken only if there is no other, in the order of this collection
   * @return empty if none waits
   * @throws IOException if the disk fails, or the folder is no longer this process's
   */
  public Optional<SpooledBatch> take(Collection<BatchId> avoid) throws IOException {
    folder.requireIntact();
    returned.takeBack();
    while (true) {
      BatchId id;
      Entry entry;
      synchronized (waiting) {
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
      folder.requireIntact();
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
      placement.keepFree(bytes);
      bytes = placement.place(id, bytes, out -> BatchCopy.rewrite(file, id, out));
    }
    Entry verified = new Entry(bytes, entry.spooledMillis(), header.packets());
    synchronized (waiting) {
      waiting.replace(id, verified);
    }
    return verified;
  }

  /** Gives a batch back that could not be delivered now. */
  public void keep(SpooledBatch batch) {
    giveBack(batch.id());
  }

  private void giveBack(BatchId id) {
    synchronized (waiting) {
      waiting.giveBack(id);
    }
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
    folder.requireIntact();
    placement.keepFree(SpoolState.MAX_BYTES);
    synchronized (waiting) {
      newEpoch = batch.id().epoch().equals(state.epoch());
      if (newEpoch) {
        SpoolState fresh = SpoolState.fresh();
        fresh.write(disk, folder.stateFile());
        state = fresh;
      }
    }
    BatchId id = reserve();
    disk.move(batch.file(), folder.file(id));
    synchronized (waiting) {
      Entry old = waiting.remove(batch.id());
      waiting.add(id, new Entry(old.bytes(), old.spooledMillis(), -1));
    }
    placement.syncFolder();
    return newEpoch;
  }

  private void setAside(BatchId id, Aside reason, String why) throws IOException {
    folder.aside().put(folder.file(id), reason, why);
    forget(id, counters::wentAsideAfterWaiting);
  }

  private void forget(BatchId id, Runnable count) {
    synchronized (waiting) {
      if (waiting.remove(id) != null) {
        count.run();
      }
    }
  }

  /** Waits until there is a batch to take, or that long, or {@link #wakeUp()} is called. */
  public void awaitBatch(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    synchronized (waiting) {
      while (!waiting.hasUntaken() && !woken && left > 0) {
        waiting.wait(left);
        left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      }
    }
  }

  /** Ends {@link #awaitBatch}, now and from now on. */
  public void wakeUp() {
    synchronized (waiting) {
      woken = true;
      waiting.notifyAll();
    }
  }

  public int waitingBatches() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  public long waitingBytes() {
    synchronized (waiting) {
      return waiting.bytes();
    }
  }

  /** Since when the oldest batch waits, milliseconds since 1970; now if none waits. */
  private long oldestMillis() {
    synchronized (waiting) {
      return waiting.oldestMillis().orElseGet(System::currentTimeMillis);
    }
  }

  /** For how long the oldest batch has waited; nothing if none waits or the clock was set back. */
  public Duration lag() {
    return Duration.ofMillis(Math.max(0, System.currentTimeMillis() - oldestMillis()));
  }

  /** How many files lie aside for a human; 0 too where the folder cannot be read. */
  public long asideFiles() {
    try {
      return folder.aside().files();
    } catch (IOException e) {
      LOG.debug("what lies aside is not known", e);
      return 0;
    }
  }

  /** The current epoch. */
  public String epoch() {
    synchronized (waiting) {
      return state.epoch();
    }
  }

  public SpoolCounters counters() {
    return counters;
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
