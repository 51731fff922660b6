// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.SystemNanoClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.capture.pipeline.CaptureAgent;
import org.teiten.capture.pipeline.CaptureCounters;
import org.teiten.capture.ring.FrameRing;
import org.teiten.capture.source.FanoutGroup;
import org.teiten.capture.source.InterfaceState;
import org.teiten.capture.source.LinkType;
import org.teiten.capture.source.LivePacketSource;
import org.teiten.capture.source.LiveSourceConfig;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * Keeps the interface open on the capture thread: when it fails it is opened again, with growing
 * pauses, until the process stops. While it is not open nothing is observed, and the metering duty
 * is told so.
 */
final class CaptureDuty implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CaptureDuty.class);
  private static final int WAIT_MILLIS = 100;
  private static final Duration TURN_OF_PAUSE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final String CAUSE = "interface";

  private final LiveSourceConfig config;
  private final FanoutGroup.Member member;
  private final FrameRing ring;
  private final CaptureCounters counters;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong pauses = new AtomicLong();
  private LivePacketSource next;
  private volatile LivePacketSource source;
  private volatile LinkType linkType;
  private volatile boolean capturing;
  private volatile String trouble;

  /**
   * Opens the interface, so that a wrong one is told at once.
   *
   * @param member among which captures the kernel divides the packets
   * @throws IOException in one sentence
   */
  CaptureDuty(
      LiveSourceConfig config, FanoutGroup.Member member, FrameRing ring, CaptureCounters counters)
      throws IOException {
    this.config = config;
    this.member = member;
    this.ring = ring;
    this.counters = counters;
    this.next = LivePacketSource.open(config, member);
    this.linkType = next.linkType();
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    while (!isStopping()) {
      try {
        if (next == null) {
          next = LivePacketSource.open(config, member);
          causes.recovered(CAUSE, "interface " + config.networkInterface() + " is open again");
        }
        trouble = null;
        pause = FIRST_PAUSE;
        capture();
      } catch (IOException e) {
        failures.incrementAndGet();
        trouble = ErrorText.of(e);
        causes.failed(
            Level.ERROR, CAUSE, trouble + "; nothing is observed until it can be opened again");
        pause(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
    abandon();
  }

  /** Closes the interface where {@link #run} does not have it. */
  void abandon() {
    if (next != null) {
      next.close();
      next = null;
    }
  }

  private void capture() throws IOException {
    LivePacketSource opened = next;
    next = null;
    warnOfMerging();
    CaptureAgent agent =
        new CaptureAgent(opened, ring, counters, SystemNanoClock.INSTANCE, WAIT_MILLIS);
    source = opened;
    linkType = opened.linkType();
    capturing = true;
    try {
      while (!isStopping() && !agent.ended()) {
        agent.doWork();
      }
      if (!isStopping()) {
        throw new IOException("interface " + config.networkInterface() + " gives no more packets");
      }
    } finally {
      source = null;
      agent.onClose();
      capturing = false;
    }
  }

  private void warnOfMerging() {
    String name = config.networkInterface();
    if (member.number() > 0 || name.equals(LiveSourceConfig.EVERY_INTERFACE)) {
      return;
    }
    try {
      List<String> merging = InterfaceState.of(name).merging();
      if (!merging.isEmpty()) {
        LOG.warn(
            "interface {} merges segments of one TCP stream ({}), which are then counted as one"
                + " packet; SYNs are not. To see each: ethtool -K {} {} off",
            name,
            String.join(", ", merging),
            name,
            String.join(" off ", merging));
      }
    } catch (IOException e) {
      LOG.debug("offloads of {} are not known", name, e);
    }
  }

  private void pause(Duration pause) {
    try {
      long left = pause.toMillis();
      while (left > 0 && !stopping.await(TURN_OF_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        pauses.incrementAndGet();
        left -= TURN_OF_PAUSE.toMillis();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Ends {@link #run}, with everything that was captured in the ring. */
  void stop() {
    stopping.countDown();
    LivePacketSource waiting = source;
    if (waiting != null) {
      waiting.wakeUp();
    }
  }

  /** Whether packets are being observed. Any thread. */
  boolean isCapturing() {
    return capturing;
  }

  /** How frames begin since the interface was last opened. Any thread. */
  LinkType linkType() {
    return linkType;
  }

  /** Why nothing is observed, if so. Any thread. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble).or(this::noLink);
  }

  /** An interface without a link can be captured at, and shows nothing. */
  private Optional<String> noLink() {
    String name = config.networkInterface();
    if (name.equals(LiveSourceConfig.EVERY_INTERFACE)) {
      return Optional.empty();
    }
    try {
      InterfaceState state = InterfaceState.of(name);
      return state.up() && state.running()
          ? Optional.empty()
          : Optional.of(
              "interface "
                  + name
                  + (state.up() ? " has no link" : " is down")
                  + ": nothing arrives");
    } catch (IOException e) {
      return Optional.of(ErrorText.of(e));
    }
  }

  /** Changes as long as this duty goes on, capturing or not. Any thread. */
  long progress() {
    return counters.progress() + pauses.get() + failures.get();
  }

  /** How often the interface failed or could not be opened. Any thread. */
  long failures() {
    return failures.get();
  }
}
