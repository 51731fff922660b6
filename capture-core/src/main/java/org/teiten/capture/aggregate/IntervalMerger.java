// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.aggregate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.teiten.flowtuple.IntervalHeader;

/**
 * Where several meters' intervals become one. Each meter offers its own to a {@link #lane}, on its
 * own thread; once every lane that is at work has closed an interval, its parts go to the sink as
 * one, in the sum.
 *
 * <p>A lane never refuses: what waits here is bounded by the meters' tables. While the sink refuses
 * or a lane lags, the other meters run out of tables and their open intervals grow; nothing is
 * lost. A lane that comes with an interval that was already handed on is handed on as a further
 * part of it. No instant is stated twice, whatever the lanes state.
 *
 * <p>Design note: closing is rare, so the lanes share a lock; per packet and per turn there is
 * none.
 */
public final class IntervalMerger {
  /** Times of different lanes may step by so much apart before they mean different steps. */
  private static final long STEP_SECONDS = 3_600;

  /** Lanes begin and end within so much of each other. */
  private static final long APART_MICROS = 2_000_000;

  private final IntervalSink sink;
  private final List<Lane> lanes = new ArrayList<>();
  private final CoveredTime covered = new CoveredTime();
  private final AtomicLong handedOn = new AtomicLong();
  private long arrivals;
  private long latestStart = Long.MIN_VALUE;
  private int repeats;
  private volatile boolean refused;

  /**
   * A merger without anything in it.
   *
   * @param lanes how many meters there are
   * @param sink takes merged intervals, on the thread of whichever lane completed them
   */
  public IntervalMerger(int lanes, IntervalSink sink) {
    this.sink = sink;
    for (int i = 0; i < lanes; i++) {
      this.lanes.add(new Lane());
    }
  }

  /** Where one meter's intervals go. */
  public IntervalSink lane(int number) {
    return lanes.get(number);
  }

  /** Intervals, and parts of intervals, that the sink took. Any thread. */
  public long handedOn() {
    return handedOn.get();
  }

  private record Waiting(ClosedTable table, long arrival) {
    IntervalHeader header() {
      return table.header();
    }

    long start() {
      return header().interval().startSeconds();
    }

    long from() {
      return header().observedFromMicros();
    }

    long to() {
      return header().observedToMicros();
    }

    boolean isBefore(Waiting other) {
      if (Math.abs(start() - other.start()) >= STEP_SECONDS) {
        return arrival < other.arrival; // the clock stepped in between
      }
      return start() != other.start() ? start() < other.start() : from() < other.from();
    }
  }

  private final class Lane implements IntervalSink {
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private boolean active;

    @Override
    public boolean offer(ClosedInterval interval) {
      if (!(interval instanceof ClosedTable table)) {
        throw new IllegalArgumentException("only a meter's own intervals can be merged");
      }
      synchronized (IntervalMerger.this) {
        waiting.add(new Waiting(table, arrivals++));
        handOn();
      }
      return true;
    }

    @Override
    public void begun() {
      synchronized (IntervalMerger.this) {
        active = true;
      }
    }

    @Override
    public void turn() {
      if (refused) {
        synchronized (IntervalMerger.this) {
          handOn();
        }
      }
    }

    @Override
    public boolean ended() {
      synchronized (IntervalMerger.this) {
        active = false;
        handOn();
        return lanes.stream().anyMatch(lane -> lane.active)
            || lanes.stream().allMatch(lane -> lane.waiting.isEmpty());
      }
    }
  }

  private void handOn() {
    refused = false;
    while (!refused && isComplete()) {
      handOnNext();
    }
  }

  private boolean isComplete() {
    boolean any = false;
    for (Lane lane : lanes) {
      if (lane.active && lane.waiting.isEmpty()) {
        return false;
      }
      any |= !lane.waiting.isEmpty();
    }
    return any;
  }

  private void handOnNext() {
    Waiting leader = leader();
    List<Lane> members = new ArrayList<>();
    List<ClosedTable> tables = new ArrayList<>();
    long from = leader.from();
    long to = leader.to();
    for (Lane lane : lanes) {
      Waiting head = lane.waiting.peek();
      if (head == null || !belongs(head, leader, from, to)) {
        continue;
      }
      members.add(lane);
      tables.add(head.table());
      if (head.from() <= to && head.to() >= from) {
        from = Math.min(from, head.from());
        to = Math.max(to, head.to());
      } else if (head.to() - head.from() > to - from) {
        from = head.from();
        to = head.to();
      }
    }
    covered.clip(from, to);
    int part = leader.start() > latestStart ? 0 : repeats + 1;
    if (!sink.offer(new MergedInterval(tables, part, covered.freeFrom(), covered.freeTo()))) {
      refused = true;
      return;
    }
    covered.state(covered.freeFrom(), covered.freeTo());
    repeats += part == 0 ? 0 : 1;
    latestStart = Math.max(latestStart, leader.start());
    members.forEach(lane -> lane.waiting.remove());
    handedOn.incrementAndGet();
  }

  private Waiting leader() {
    Waiting leader = null;
    for (Lane lane : lanes) {
      Waiting head = lane.waiting.peek();
      if (head != null && (leader == null || head.isBefore(leader))) {
        leader = head;
      }
    }
    return leader;
  }

  private static boolean belongs(Waiting head, Waiting leader, long from, long to) {
    return head.arrival() == leader.arrival()
        || (head.start() == leader.start()
            && head.from() <= to + APART_MICROS
            && head.to() >= from - APART_MICROS);
  }
}
