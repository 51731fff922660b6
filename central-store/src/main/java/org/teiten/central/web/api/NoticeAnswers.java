// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.teiten.central.account.Access;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.desk.NoticeFiles;
import org.teiten.central.notify.journal.JournalEntry;
import org.teiten.central.notify.journal.JournalInUseException;
import org.teiten.central.notify.journal.NoticeJournal;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.api.Problem.Kind;

/** Notices: all, or those that went out to one's own organisations. */
final class NoticeAnswers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int COME_AGAIN_SECONDS = 20;

  /** Whoever is told sees what went out, not what is being thought of. */
  private static final Set<Status> OUT =
      EnumSet.of(Status.UNCERTAIN, Status.SENT, Status.DELIVERED, Status.BOUNCED, Status.ANSWERED);

  private final Path folder;
  private final NoticeConfig config;
  private final ControlEndpoint.Informed informed;
  private final SourceAnswers sources;
  private final SourceReads reads;

  NoticeAnswers(
      Path folder,
      NoticeConfig config,
      ControlEndpoint.Informed informed,
      SourceAnswers sources,
      SourceReads reads) {
    this.folder = folder;
    this.config = config;
    this.informed = informed;
    this.sources = sources;
    this.reads = reads;
  }

  private record Listed(List<Shown> notices, String next) {}

  /** A notice; who approved it, and the trouble on its way, are for those who tell. */
  private record Shown(
      String notice,
      String organisation,
      String status,
      long sources,
      Instant drafted,
      Instant approved,
      String approvedBy,
      List<String> to,
      Instant sent,
      String trouble,
      List<NoticeState.Answer> answers) {
    static Shown of(NoticeState one, boolean all) {
      return new Shown(
          one.id(),
          one.organisation(),
          one.status().label(),
          one.sources(),
          one.drafted(),
          one.approval() == null ? null : one.approval().time(),
          one.approval() == null || !all ? null : one.approval().who(),
          one.to(),
          one.sent(),
          all ? one.trouble() : null,
          one.answers());
    }
  }

  private record Whole(
      Shown state, String mail, Map<String, String> attachments, List<Happened> history) {}

  private record Happened(Instant time, String who, String what, Map<String, String> detail) {}

  Answer list(Asked asked) throws IOException, Problem {
    Access access = asked.caller().access();
    List<Shown> all =
        visible(access, NoticeState.of(entries())).map(one -> shown(access, one)).toList();
    Page<Shown> page = Page.growing(asked, all, Shown::notice);
    return Answer.of(new Listed(page.entries(), page.next()));
  }

  private static Shown shown(Access access, NoticeState one) {
    return Shown.of(one, access.seesAll());
  }

  private static Stream<NoticeState> visible(Access access, Map<String, NoticeState> all) {
    return all.values().stream().filter(one -> isVisible(access, one));
  }

  private static boolean isVisible(Access access, NoticeState one) {
    return access.seesAll()
        || (access.ownsOrganisation(one.organisation()) && OUT.contains(one.status()));
  }

  private List<JournalEntry> entries() throws IOException {
    return NoticeJournal.read(folder);
  }

  Answer one(Asked asked) throws IOException, Problem {
    List<JournalEntry> entries = entries();
    NoticeState state = require(asked, NoticeState.of(entries));
    boolean all = asked.caller().access().seesAll();
    NoticeFiles files = NoticeFiles.read(folder, state.id());
    List<Happened> history =
        entries.stream()
            .filter(one -> all && one.notice().equals(state.id()))
            .map(one -> new Happened(one.time(), one.who(), one.what().label(), one.detail()))
            .toList();
    reads.note(asked, (int) state.sources());
    return Answer.of(new Whole(Shown.of(state, all), files.mail(), files.attachments(), history));
  }

  /** The notice of the path, in the same words whether there is none or it is not for the asker. */
  private static NoticeState require(Asked asked, Map<String, NoticeState> all) throws Problem {
    String id = asked.path("notice");
    NoticeState state = all.get(id);
    if (state == null || !isVisible(asked.caller().access(), state)) {
      throw new Problem(Kind.NOT_FOUND, "there is no such notice among yours");
    }
    return state;
  }

  /** Something done at the desk, which one has at a time. */
  interface AtDesk {
    Answer work(NoticeDesk desk) throws IOException, Problem;
  }

  Answer atDesk(AtDesk work) throws IOException, Problem {
    try (NoticeDesk desk =
        NoticeDesk.openWhenFree(folder, config, informed.contacts(), Clock.systemUTC(), PATIENCE)) {
      return work.work(desk);
    } catch (JournalInUseException e) {
      throw new Problem(
          Kind.BUSY, "notices are being sent or changed by another", COME_AGAIN_SECONDS);
    }
  }

  private record Drafted(
      List<Shown> notices,
      long alreadyTold,
      long nobody,
      Map<String, String> approved,
      List<String> braked) {}

  Answer draft(Asked asked) throws IOException, SQLException, Problem {
    SelectionWords words = asked.body(SelectionWords.class);
    Selection selected = sources.select(asked, words);
    return atDesk(
        desk -> {
          NoticeDesk.Drafted drafted =
              desk.draft(
                  selected,
                  words.reason(),
                  ZoneId.of(words.zone(asked.zone())),
                  asked.caller().id());
          return Answer.of(
              new Drafted(
                  drafted.notices().stream().map(one -> Shown.of(one, true)).toList(),
                  drafted.alreadyTold(),
                  drafted.nobody(),
                  drafted.approved(),
                  drafted.braked()));
        });
  }

  /** Which notices, and the numbers that confirm that many are meant. */
  record Approval(List<String> notices, Long sources, Long recipients) {
    Approval {
      if (notices == null || notices.isEmpty()) {
        throw new IllegalArgumentException("notices is empty; name those that may go out");
      }
    }
  }

  Answer approve(Asked asked) throws IOException, Problem {
    Approval body = asked.body(Approval.class);
    return atDesk(
        desk -> {
          desk.approve(
              body.notices(),
              asked.caller().id(),
              Optional.ofNullable(body.sources()),
              Optional.ofNullable(body.recipients()));
          List<Shown> now =
              desk.list().stream()
                  .filter(one -> body.notices().contains(one.id()))
                  .map(one -> Shown.of(one, true))
                  .toList();
          return Answer.of(new Listed(now, null));
        });
  }

  record Withdrawal(String reason) {
    Withdrawal {
      if (reason == null || reason.isBlank()) {
        throw new IllegalArgumentException("reason is missing");
      }
    }
  }

  Answer withdraw(Asked asked) throws IOException, Problem {
    Withdrawal body = asked.body(Withdrawal.class);
    return decide(asked, desk -> desk.withdraw(asked.path("notice"), who(asked), body.reason()));
  }

  record Settlement(Boolean arrived) {
    Settlement {
      if (arrived == null) {
        throw new IllegalArgumentException("arrived is missing: true, or false to send it again");
      }
    }
  }

  Answer settle(Asked asked) throws IOException, Problem {
    Settlement body = asked.body(Settlement.class);
    return decide(asked, desk -> desk.settle(asked.path("notice"), body.arrived(), who(asked)));
  }

  record Reply(String outcome, String source, String note) {
    Reply {
      if (outcome == null) {
        throw new IllegalArgumentException("outcome is missing: cleaned, false, malware or none");
      }
    }
  }

  Answer reply(Asked asked) throws IOException, Problem {
    Reply body = asked.body(Reply.class);
    return decide(
        asked,
        desk ->
            desk.answer(
                asked.path("notice"), body.outcome(), body.source(), body.note(), who(asked)));
  }

  private interface Decision {
    void take(NoticeDesk desk) throws IOException;
  }

  private Answer decide(Asked asked, Decision decision) throws IOException, Problem {
    Access access = asked.caller().access();
    return atDesk(
        desk -> {
          require(asked, NoticeState.of(desk.journal().entries()));
          decision.take(desk);
          return Answer.of(
              shown(access, NoticeState.of(desk.journal().entries()).get(asked.path("notice"))));
        });
  }

  private static String who(Asked asked) {
    return asked.caller().id();
  }
}
