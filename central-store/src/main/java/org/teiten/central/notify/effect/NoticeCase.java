// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.List;
import org.teiten.central.notify.desk.SentNotice;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.store.PortKey;
import org.teiten.flowtuple.IpAddress;

/**
 * A source that somebody was told about: it opens when its notice is sent.
 *
 * @param notice the first about it
 * @param source as the notice has it
 * @param address the same as a number
 * @param port that is watched
 */
record NoticeCase(SentNotice notice, NoticedSource source, IpAddress address, PortKey port) {
  /** Outcome of a case that nobody answered. */
  static final String UNANSWERED = "unanswered";

  /** The last that its recipient said of it, else of the whole notice. */
  String answer() {
    List<NoticeState.Answer> answers = notice.answers();
    String ofAll = UNANSWERED;
    for (int i = answers.size() - 1; i >= 0; i--) {
      NoticeState.Answer one = answers.get(i);
      if (source.address().equals(one.source())) {
        return one.outcome();
      }
      if (one.source() == null && ofAll.equals(UNANSWERED)) {
        ofAll = one.outcome();
      }
    }
    return ofAll;
  }

  /** What it counts to. */
  String key(EffectQuestion.By by) {
    return switch (by) {
      case RECIPIENT -> notice.organisation();
      case COUNTRY -> source.country();
      case PHENOMENON -> phenomenon();
    };
  }

  private String phenomenon() {
    String text = NoticedPort.text(port);
    return notice.phenomena().stream()
        .filter(one -> one.port().equals(text))
        .map(ChosenPhenomenon::id)
        .findFirst()
        .orElse(notice.reason() == null ? text : notice.reason());
  }
}
