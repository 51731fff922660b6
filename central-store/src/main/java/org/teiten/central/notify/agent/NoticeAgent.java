// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.agent.NoticeCounters.Attempt;
import org.teiten.central.notify.agent.NoticeCounters.Pass;
import org.teiten.central.notify.agent.NoticeCounters.Report;
import org.teiten.central.notify.bounce.BounceReading;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.deliver.Delivery;
import org.teiten.central.notify.desk.Dispatch;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.JournalEntry;
import org.teiten.central.notify.journal.JournalInUseException;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;

/**
 * Sends what is approved and reads what came back, again and again, on a thread of its own. It has
 * the journal while it does so and no longer, so that commands get at it in between.
 */
public final class NoticeAgent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NoticeAgent.class);
  private static final String PASS = "notices:pass";
  private static final String READING = "notices:reading";
  private static final String SENDING = "notices:sending";

  /** After so long a pass begins no further notice, so that commands get their turn. */
  private static final Duration TURN = Duration.ofSeconds(20);

  private final Path folder;
  private final NoticeConfig config;
  private final Contacts contacts;
  private final Delivery delivery;
  private final Clock clock;
  private final NoticeCounters counters;
  private final Optional<BounceReading> bounces;
  private final DistinctCauseLog failures = new DistinctCauseLog(LOG);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "notices");

  /** Where contacts are from; read anew for each pass, since people edit them. */
  @FunctionalInterface
  public interface Contacts {
    /** Those of now. */
    ContactBook read() throws IOException;
  }

  /**
   * Begins at once.
   *
   * @param folder of notices
   */
  public NoticeAgent(
      Path folder,
      NoticeConfig config,
      Contacts contacts,
      Delivery delivery,
      Clock clock,
      NoticeCounters counters) {
    this.folder = folder;
    this.config = config;
    this.contacts = contacts;
    this.delivery = delivery;
    this.clock = clock;
    this.counters = counters;
    this.bounces =
        config
            .bounces()
            .map(mail -> new BounceReading(mail, config.smtp().orElseThrow().bounces()));
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        pass();
      } while (!closing.await(config.sendEvery().toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass() {
    try (NoticeDesk desk = NoticeDesk.open(folder, config, contacts.read(), clock)) {
      boolean read = bounces.isEmpty() || read(bounces.get(), desk);
      send(desk);
      counters.waiting(desk.list());
      counters.count(read ? Pass.DONE : Pass.FAILED);
      failures.recovered(PASS, "notices are looked after again");
    } catch (JournalInUseException e) {
      counters.count(Pass.BUSY);
    } catch (IOException | RuntimeException e) {
      counters.count(Pass.FAILED);
      failures.failed(Level.ERROR, PASS, "notices are not looked after: " + ErrorText.of(e));
    }
  }

  /** Whether it could; what goes out does not wait for what comes back. */
  private boolean read(BounceReading reading, NoticeDesk desk) {
    try {
      count(reading.pass(desk));
      failures.recovered(READING, "mail that came back is read again");
      return true;
    } catch (IOException | RuntimeException e) {
      failures.failed(
          Level.ERROR, READING, "mail that came back cannot be read: " + ErrorText.of(e));
      return false;
    }
  }

  private void count(BounceReading.Read read) {
    for (JournalEntry one : read.news()) {
      boolean bounced = one.what() == NoticeEvent.BOUNCED;
      counters.count(bounced ? Report.BOUNCED : Report.DELIVERED, 1);
      if (bounced) {
        LOG.warn(
            "notice {} came back: {}; mend the contact and draft anew",
            one.notice(),
            one.detail().get("reason"));
      }
    }
    counters.count(Report.DELAYED, read.delayed());
    counters.count(Report.AUTOMATIC, read.automatic());
    counters.left(read.left());
  }

  private void send(NoticeDesk desk) throws IOException {
    long end = System.nanoTime() + TURN.toNanos();
    Dispatch.Passed passed =
        new Dispatch(desk, delivery, config.mostAnHour())
            .pass(() -> closing.getCount() == 0 || System.nanoTime() > end);
    counters.count(Attempt.SENT, passed.sent());
    counters.count(Attempt.FAILED, passed.failed().size());
    counters.count(Attempt.UNCERTAIN, passed.uncertain());
    if (!passed.failed().isEmpty()) {
      failures.failed(
          Level.WARN,
          SENDING,
          "notices cannot be sent and are tried again later: "
              + passed.failed().values().iterator().next());
    } else if (passed.sent() > 0) {
      failures.recovered(SENDING, "notices are sent again");
    }
  }

  /** Begins nothing more, and waits for the notice that is on its way. */
  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
