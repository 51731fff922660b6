// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.notify.journal.JournalEntry;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.web.PhenomenonChoice;

/** What humans found of phenomena. */
final class Verdicts {
  private final Path folder;
  private final Questions questions;
  private final ObservedPhenomena phenomena;
  private final NoticeAnswers notices;

  Verdicts(Path folder, Questions questions, Rankings rankings, NoticeAnswers notices) {
    this.folder = folder;
    this.questions = questions;
    this.phenomena = new ObservedPhenomena(rankings);
    this.notices = notices;
  }

  /** What somebody found of a phenomenon. */
  record Verdict(String phenomenon, String verdict, String who, Instant time, String note) {
    static Verdict of(JournalEntry entry) {
      return new Verdict(
          entry.notice(),
          entry.what().label(),
          entry.who(),
          entry.time(),
          entry.detail().get("note"));
    }
  }

  private record Listed(List<Verdict> verdicts, String next) {}

  /** The days that list the phenomenon, and what was found of it. */
  record Finding(
      String from, String to, String zone, String group, Boolean confirmed, String note) {
    Finding {
      if (from == null || to == null || confirmed == null) {
        throw new IllegalArgumentException(
            "from, to or confirmed is missing: the days for which it is listed, and whether it is"
                + " one");
      }
    }
  }

  /** All, in the order in which they were given. */
  Answer list(Asked asked) throws IOException, Problem {
    List<Verdict> all =
        NoticeJournal.read(folder).stream()
            .filter(
                one -> one.what() == NoticeEvent.CONFIRMED || one.what() == NoticeEvent.DISMISSED)
            .map(Verdict::of)
            .toList();
    Page<Verdict> page =
        Page.growing(asked, all, one -> one.phenomenon() + " " + one.time() + " " + one.verdict());
    return Answer.of(new Listed(page.entries(), page.next()));
  }

  Answer give(Asked asked) throws IOException, SQLException, Problem {
    Finding body = asked.body(Finding.class);
    PhenomenaQuestion question =
        new PhenomenaQuestion(
            body.from(),
            body.to(),
            body.zone() == null ? asked.zone() : body.zone(),
            body.group(),
            null,
            null,
            RankQuestion.ALL);
    ChosenPhenomenon chosen =
        PhenomenonChoice.of(
            questions.ask(connection -> phenomena.answer(connection, question)),
            asked.path("phenomenon"));
    return notices.atDesk(
        desk -> {
          desk.judge(chosen, body.confirmed(), body.note(), asked.caller().id());
          List<JournalEntry> entries = desk.journal().entries();
          return Answer.of(Verdict.of(entries.get(entries.size() - 1)));
        });
  }
}
