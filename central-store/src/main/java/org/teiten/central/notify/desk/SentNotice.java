// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;

/**
 * A notice that went out, and what it is about.
 *
 * @param reason null if it names none
 * @param phenomena by which its sources were selected
 * @param simulated whether it is about traffic that nobody sent
 * @param sent when
 * @param answers oldest first
 */
public record SentNotice(
    String id,
    String organisation,
    String reason,
    List<ChosenPhenomenon> phenomena,
    boolean simulated,
    Instant sent,
    List<NoticedSource> sources,
    List<NoticeState.Answer> answers) {
  /** Copies the lists. */
  public SentNotice {
    phenomena = List.copyOf(phenomena);
    sources = List.copyOf(sources);
    answers = List.copyOf(answers);
  }

  /**
   * All that went out and did not come back, oldest first. The desk may be in use meanwhile.
   *
   * @param folder of notices
   * @throws IOException if the journal was changed, or a notice cannot be read
   */
  public static List<SentNotice> all(Path folder) throws IOException {
    List<SentNotice> sent = new ArrayList<>();
    for (NoticeState one : NoticeState.of(NoticeJournal.read(folder)).values()) {
      if (one.sent() != null && one.status() != NoticeState.Status.BOUNCED) {
        NoticeFolder.About about = new NoticeFolder(folder.resolve(one.id())).about();
        sent.add(
            new SentNotice(
                one.id(),
                one.organisation(),
                about.reason(),
                about.phenomena(),
                about.simulated(),
                one.sent(),
                about.sources(),
                one.answers()));
      }
    }
    sent.sort(Comparator.comparing(SentNotice::sent).thenComparing(SentNotice::id));
    return sent;
  }
}
