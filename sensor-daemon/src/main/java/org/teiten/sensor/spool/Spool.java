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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** What is known of a batch; {@code packets} is -1 until its content has been verified. */
  private record Entry(long bytes, long spooledMillis, long packets) {}

  private final SpoolOwner owner;
  private final long maxBytes;
  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolCounters counters;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);

  // Oldest first. Guarded by this, as are the fields below.
  private final Map<BatchId, Entry> waiting = new LinkedHashMap<>();
  private SpoolState state;
  private BatchId taken;
  private long waitingBytes;
  private boolean woken;

  private Spool(SpoolOwner owner, long maxBytes, Disk disk, SpoolFolder folder, SpoolCounters c) {
    this.owner = owner;
    this.maxBytes = maxBytes;
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
    long maxBytes = config.maxBytes().bytes();
    SpoolFolder folder =
        SpoolFolder.open(config.directory(), maxBytes / ASIDE_SHARE, disk, counters);
    try {
      Spool spool = new Spool(owner, maxBytes, disk, folder, counters);
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
      folder.setAside(file, Aside.TORN);
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
      add(id, new Entry(Files.size(batch), SpoolFolder.modified(batch), -1));
    }
  }

  /**
   * Writes a closed interval as a batch. Spool thread.
   *
   * @throws IOException if the disk does not take it; it is then lost and the caller counts it
   */
  public void append(ClosedInterval interval) throws IOException {
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
      add(id, new Entry(bytes, System.currentTimeMillis(), packets));
      notifyAll();
    }
    counters.written(packets);
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

  /** Drops the oldest batches until so many bytes fit, but never the one being sent. */
  private synchronized void makeRoom(long bytes, BatchId forBatch) throws IOException {
    Entry replaced = waiting.get(forBatch);
    long limit = maxBytes + (replaced == null ? 0 : replaced.bytes);
    Iterator<Map.Entry<BatchId, Entry>> oldest = waiting.entrySet().iterator();
    while (waitingBytes + bytes > limit && oldest.hasNext()) {
      Map.Entry<BatchId, Entry> next = oldest.next();
      BatchId id = next.getKey();
      if (id.equals(taken) || id.equals(forBatch)) {
        continue;
      }
      long packets = next.getValue().packets();
      if (packets < 0) {
        packets = packetsOf(id);
      }
      disk.delete(folder.file(id));
      oldest.remove();
      waitingBytes -= next.getValue().bytes;
      counters.dropped(Drop.SPOOL_FULL, packets);
      causes.failed(
          Level.ERROR,
          "full",
          "spool is full (spool.max_bytes): the oldest batches are dropped; raise it, or see why"
              + " the centre does not take them");
    }
    if (waitingBytes + bytes > limit) {
      throw new IOException(
          "a batch of " + bytes + " bytes has no room in the spool; raise spool.max_bytes");
    }
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
   * Takes the oldest batch to send it, whole for certain. Shipping thread; {@link #keep}, {@link
   * #delivered}, {@link #refused} or {@link #renumber} gives it back.
   *
   * @param avoid batches that are taken only if there is no other, in the order of this collection
   * @return empty if none waits
   * @throws IOException if the disk fails
   */
  public Optional<SpooledBatch> take(Collection<BatchId> avoid) throws IOException {
    while (true) {
      BatchId id;
      Entry entry;
      synchronized (this) {
        id = choose(avoid);
        if (id == null) {
          return Optional.empty();
        }
        taken = id;
        entry = waiting.get(id);
      }
      Path file = folder.file(id);
      if (entry.packets < 0) {
        entry = verify(id, entry, file);
      }
      if (entry != null) {
        return Optional.of(new SpooledBatch(id, file, entry.bytes, entry.packets));
      }
    }
  }

  private BatchId choose(Collection<BatchId> avoid) {
    for (BatchId id : waiting.keySet()) {
      if (!avoid.contains(id)) {
        return id;
      }
    }
    return avoid.stream().filter(waiting::containsKey).findFirst().orElse(null);
  }

  /** Looks at every row of a batch that an earlier process wrote; null if it went aside. */
  private Entry verify(BatchId id, Entry entry, Path file) throws IOException {
    BatchHeader header;
    try {
      header = BatchCopy.verify(file);
    } catch (InvalidBatchException e) {
      LOG.error("{} is damaged and set aside: {}", file, e.getMessage());
      setAside(id, Aside.TORN);
      return null;
    }
    if (!header.id().sensor().equals(id.sensor())) {
      LOG.error("{} is a batch of another sensor and set aside", file);
      setAside(id, Aside.FOREIGN);
      return null;
    }
    long bytes = entry.bytes;
    if (!header.id().equals(id)) {
      bytes = place(id, out -> BatchCopy.rewrite(file, id, out));
    }
    Entry verified = new Entry(bytes, entry.spooledMillis, header.packets());
    synchronized (this) {
      waitingBytes += bytes - entry.bytes;
      waiting.replace(id, verified);
    }
    return verified;
  }

  /** Gives a batch back that could not be delivered now. */
  public synchronized void keep(SpooledBatch batch) {
    taken = null;
  }

  /** Deletes a batch that the centre has. */
  public void delivered(SpooledBatch batch) throws IOException {
    disk.delete(batch.file());
    forget(batch.id());
  }

  /** Puts a batch aside that the centre will never take. */
  public void refused(SpooledBatch batch) throws IOException {
    setAside(batch.id(), Aside.REFUSED);
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
    syncFolder();
    synchronized (this) {
      Entry old = waiting.get(batch.id());
      forget(batch.id());
      add(id, new Entry(old.bytes, old.spooledMillis, -1));
    }
    return newEpoch;
  }

  private void setAside(BatchId id, Aside reason) throws IOException {
    folder.setAside(folder.file(id), reason);
    forget(id);
  }

  private synchronized void add(BatchId id, Entry entry) {
    waiting.put(id, entry);
    waitingBytes += entry.bytes;
  }

  private synchronized void forget(BatchId id) {
    Entry gone = waiting.remove(id);
    if (gone != null) {
      waitingBytes -= gone.bytes;
    }
    if (id.equals(taken)) {
      taken = null;
    }
  }

  /** Waits until a batch waits, or that long; returns early when {@link #wakeUp()} is called. */
  public synchronized void awaitBatch(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (waiting.isEmpty() && !woken && left > 0) {
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
    return waitingBytes;
  }

  /** Since when the oldest batch waits, milliseconds since 1970; now if none waits. */
  public synchronized long oldestMillis() {
    return waiting.values().stream()
        .mapToLong(entry -> entry.spooledMillis)
        .min()
        .orElseGet(System::currentTimeMillis);
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
