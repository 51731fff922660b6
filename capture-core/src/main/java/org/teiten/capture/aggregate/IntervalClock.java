// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import org.teiten.flowtuple.Interval;

/**
 * Which interval a packet belongs to, and when an interval closes (design §4).
 *
 * <pre>
 *           from                 end              end + length
 *   ─────────┼────────────────────┼─────────────────────┼────────▶ time
 *     late → │      current       │        next         │ grows
 * </pre>
 *
 * Current and next are both open; the current one closes once time has passed its end by the slack.
 * A third table is the one being written. If none is free, or the sink refuses, nothing is dropped:
 * the last open interval takes what comes and states its true span.
 */
public final class IntervalClock {
  /** Current, next, and the one being written. */
  public static final int TABLES = 3;

  private static final long DAY_MICROS = 86_400_000_000L;
  private static final long MAX_DAILY_GAPS = 366;
  private static final long RETRY_MICROS = 1_000_000;

  /** Last microsecond of the year 9999. */
  private static final long MAX_MICROS = 253_402_300_799_999_999L;

  private static final long NEVER = Long.MAX_VALUE;

  private final boolean live;
  private final int lengthSeconds;
  private final long length;
  private final long slack;
  private final IntervalHeaders headers;
  private final IntervalSink sink;
  private final FlowTupleTable[] tables = new FlowTupleTable[TABLES];
  private final CoveredTime covered = new CoveredTime();
  private final StepBelief belief = new StepBelief();

  private FlowTupleTable current;
  private FlowTupleTable next;
  private boolean currentGrown;
  private boolean nextGrown;
  private long start = NEVER;
  private long end;
  private long from;
  private boolean mayBeginEarlier;
  private long latest;
  private long retryMicros = Long.MIN_VALUE;
  private int run;
  private long latestStart = Long.MIN_VALUE;
  private long latestStartOfEarlierRuns = Long.MIN_VALUE;
  private boolean late;
  private boolean badTime;
  private long closedIntervals;
  private long refusedIntervals;

  /**
   * A clock with three empty tables.
   *
   * @param live whether time is what {@link #tick} says; else the packets' own
   * @param slackMicros how long after its end an interval stays open
   * @param maxKeys rows with a source that a table holds; 0: all rows are without source
   */
  public IntervalClock(
      boolean live,
      int lengthSeconds,
      long slackMicros,
      int maxKeys,
      int maxFoldedKeys,
      long hashKey0,
      long hashKey1,
      IntervalHeaders headers,
      IntervalSink sink) {
    this.live = live;
    this.lengthSeconds = lengthSeconds;
    this.length = lengthSeconds * 1_000_000L;
    this.slack = slackMicros;
    this.headers = headers;
    this.sink = sink;
    for (int i = 0; i < TABLES; i++) {
      tables[i] = new FlowTupleTable(maxKeys, maxFoldedKeys, hashKey0, hashKey1);
    }
  }

  /** The nearest time that an interval can have. */
  public static long clamp(long micros) {
    return Math.min(MAX_MICROS, Math.max(0, micros));
  }

  /**
   * The table for a frame of this time; may close intervals. {@link #late} and {@link #badTime}
   * then tell of that frame.
   *
   * @param micros within {@link #clamp}
   */
  public FlowTupleTable tableFor(long micros) {
    long sinceStart = micros - start;
    if (sinceStart >= 0 && sinceStart < length && !belief.pending()) {
      late = false;
      badTime = false;
      return inCurrent(micros);
    }
    return find(micros);
  }

  private FlowTupleTable inCurrent(long micros) {
    if (micros > latest) {
      latest = micros;
    } else if (micros < from && mayBeginEarlier) {
      from = micros;
    }
    return current;
  }

  private FlowTupleTable find(long micros) {
    late = false;
    badTime = false;
    if (current == null) {
      begin(micros, micros);
    } else if (StepBelief.isStep(micros, latest)) {
      if (live || !belief.believes(micros, latest) || !step(micros)) {
        late = micros < start || micros >= end;
        badTime = late;
        return current;
      }
    } else if (micros >= end + slack && micros >= retryMicros) {
      closeUntil(micros);
    }
    belief.forget();
    return place(micros);
  }

  private FlowTupleTable place(long micros) {
    if (micros < end) {
      late = micros < start;
      return late ? current : inCurrent(micros);
    }
    latest = Math.max(latest, micros);
    if (next == null && !currentGrown) {
      next = freeTable();
      currentGrown = next == null;
    }
    if (currentGrown) {
      late = true;
      return current;
    }
    late = micros >= end + length;
    nextGrown |= late;
    return next;
  }

  private void begin(long startMicros, long fromMicros) {
    FlowTupleTable table = freeTable();
    if (table == null) {
      throw new IllegalStateException("metering goes on before finish() has said that it may");
    }
    open(table, startMicros, fromMicros);
    latest = fromMicros;
    mayBeginEarlier = !live;
    sink.begun();
  }

  private void open(FlowTupleTable table, long startMicros, long fromMicros) {
    current = table;
    currentGrown = false;
    start = startMicros - startMicros % length;
    end = start + length;
    from = fromMicros;
    mayBeginEarlier = false;
  }

  private FlowTupleTable freeTable() {
    for (FlowTupleTable table : tables) {
      if (table != current && table != next && !table.lent()) {
        return table;
      }
    }
    return null;
  }

  /** Whether the frame last placed lies outside of its interval. */
  public boolean late() {
    return late;
  }

  /** Whether that is because its time is not believed. */
  public boolean badTime() {
    return badTime;
  }

  /** Live: says what time it is. */
  public void tick(long micros) {
    if (current == null) {
      begin(micros, micros);
    } else if (StepBelief.isStep(micros, latest)) {
      step(micros);
    } else {
      closeUntil(micros);
      latest = Math.max(latest, micros);
    }
    sink.turn();
  }

  private void closeUntil(long micros) {
    retryMicros = Long.MIN_VALUE;
    while (micros >= end + slack) {
      if (!closeCurrent(naturalEnd())) {
        refusedIntervals++;
        retryMicros = micros + RETRY_MICROS;
        return;
      }
    }
  }

  private long naturalEnd() {
    return currentGrown ? Math.max(end, latest) : end;
  }

  /** Closes the current interval and goes on at {@code to}; changes nothing if it cannot. */
  private boolean closeCurrent(long to) {
    FlowTupleTable after = next != null ? next : freeTable();
    if (after == null || !offerCurrent(to)) {
      return false;
    }
    if (next != null) {
      boolean grown = nextGrown;
      next = null;
      nextGrown = false;
      open(after, end, end);
      currentGrown = grown;
    } else {
      open(after, to, to);
    }
    return true;
  }

  private boolean offerCurrent(long to) {
    covered.clip(from, Math.max(from, to));
    if (!live && current.books().frames() == 0 && covered.freeFrom() == covered.freeTo()) {
      return true;
    }
    Interval interval = new Interval(start / 1_000_000, lengthSeconds);
    int part = start <= latestStartOfEarlierRuns ? run : 0;
    current.lend();
    boolean taken = false;
    try {
      taken =
          sink.offer(
              new ClosedTable(
                  current,
                  headers.header(interval, part, covered.freeFrom(), covered.freeTo(), current)));
    } finally {
      if (!taken) {
        current.takeBack();
      }
    }
    if (taken) {
      headers.taken();
      covered.state(covered.freeFrom(), covered.freeTo());
      latestStart = Math.max(latestStart, start);
      closedIntervals++;
    }
    return taken;
  }

  /** Time has stepped. Nothing is lost if this cannot be done now: it is tried again. */
  private boolean step(long micros) {
    if (next != null && !closeCurrent(end)) {
      return false;
    }
    if (micros > latest && !live) {
      return passGap(micros);
    }
    if (!closeCurrent(Math.max(from, currentGrown ? latest : Math.min(latest, end)))) {
      return false;
    }
    beginRun();
    open(current, micros, micros);
    latest = micros;
    return true;
  }

  /**
   * In a capture the time between two packets was observed, however long: after the current
   * interval one empty one a UTC day states it, or a single one if it is longer than a year.
   */
  private boolean passGap(long micros) {
    long target = micros - micros % length;
    while (start < target) {
      boolean ofPackets = current.books().frames() > 0;
      if (!closeCurrent(ofPackets ? naturalEnd() : gapEnd(target))) {
        return false;
      }
    }
    latest = micros;
    return true;
  }

  private long gapEnd(long target) {
    boolean daily = (target - from) / DAY_MICROS <= MAX_DAILY_GAPS;
    return daily ? Math.min(target, from - from % DAY_MICROS + DAY_MICROS) : target;
  }

  /** Intervals of a run follow each other; those of a later one may repeat them, as parts. */
  private void beginRun() {
    run++;
    latestStartOfEarlierRuns = latestStart;
  }

  /**
   * Closes all that is open.
   *
   * @param micros live: what time it is
   * @return whether that was possible and a table is free for what may follow
   */
  public boolean finish(long micros) {
    if (current != null) {
      sink.turn();
      long to = live && !StepBelief.isStep(micros, latest) ? Math.max(latest, micros) : latest;
      while (next != null || (live && to >= end && freeTable() != null)) {
        if (!closeCurrent(naturalEnd())) {
          return false;
        }
      }
      boolean mayGoOn = !live || freeTable() != null;
      if (!mayGoOn || !offerCurrent(to)) {
        return false;
      }
      current = null;
      start = NEVER;
      belief.forget();
      beginRun();
    }
    return sink.ended() && freeTable() != null;
  }

  /** Packets folded into rows without source; those of an open interval may still be missing. */
  public long foldedPackets() {
    long packets = 0;
    for (FlowTupleTable table : tables) {
      packets += table.foldedPackets();
    }
    return packets;
  }

  /** Intervals and parts of intervals that the sink took. */
  public long closedIntervals() {
    return closedIntervals;
  }

  /** Times that an interval was due but could not be closed. */
  public long refusedIntervals() {
    return refusedIntervals;
  }
}
