// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.bounce.BounceReading;
import org.teiten.central.notify.desk.Dispatch;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.JournalEntry;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.journal.NoticeState.Status;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands of {@code teiten-central notices} that show and send what was decided. */
final class NoticeCommands {
  private NoticeCommands() {}

  /** {@code teiten-central notices list}. */
  @Command(
      name = "list",
      description = "Lists notices and where they are on their way.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends NoticeWork {
    @Mixin private TableOrJson format;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      format.print(new Notices(desk.list()), ListAll::table, out);
      return 0;
    }

    /** The answer. */
    private record Notices(List<NoticeState> notices) {}

    private static void table(Notices all, PrintWriter out) {
      out.printf("%-14s %-20s %-10s %8s  %s%n", "notice", "to", "is", "sources", "");
      for (NoticeState one : all.notices()) {
        out.printf(
            "%-14s %-20s %-10s %8d  %s%n",
            one.id(),
            one.organisation(),
            one.status().label(),
            one.sources(),
            one.trouble() == null ? "" : one.trouble());
      }
    }
  }

  /** {@code teiten-central notices show}. */
  @Command(
      name = "show",
      description = "Prints a notice's mail, its files, and what was done with it.",
      mixinStandardHelpOptions = true)
  static final class Show extends NoticeWork {
    @Parameters(paramLabel = "NOTICE", description = "its number")
    private String id;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      Path files = desk.files(id);
      out.println(Files.readString(files.resolve("mail.txt")));
      out.println("Files: " + files);
      desk.journal().entries().stream()
          .filter(one -> one.notice().equals(id))
          .forEach(
              one ->
                  out.printf(
                      "%s  %s by %s %s%n",
                      one.time(), one.what().label(), one.who(), one.detail()));
      return 0;
    }
  }

  /** {@code teiten-central notices send}. */
  @Command(
      name = "send",
      description = {
        "Sends what is approved and due, once each; run it from a timer. Ends with 1 if something that",
        "is approved could not be sent or needs a human."
      },
      mixinStandardHelpOptions = true)
  static final class Send extends NoticeWork {
    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
        throws IOException, CommandException {
      NoticeConfig notices = config.notices();
      Dispatch.Passed passed =
          new Dispatch(desk, Centre.delivery(notices), notices.mostAnHour()).pass(() -> false);
      out.printf("%d sent, %d waiting%n", passed.sent(), passed.waiting().size());
      passed.waiting().forEach((id, reason) -> out.printf("%s waits: %s%n", id, reason));
      boolean trouble =
          desk.list().stream()
              .filter(one -> one.status() == Status.APPROVED || one.status() == Status.UNCERTAIN)
              .anyMatch(one -> one.trouble() != null);
      return trouble ? 1 : 0;
    }
  }

  /** {@code teiten-central notices bounces}. */
  @Command(
      name = "bounces",
      description = {
        "Reads mail that came back (notices.bounces): what mail servers say of notices goes into the",
        "journal, and the mail out of the way. Mail that is about none of them stays."
      },
      mixinStandardHelpOptions = true)
  static final class Bounces extends NoticeWork {
    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
        throws IOException, CommandException {
      NoticeConfig notices = config.notices();
      if (notices.bounces().isEmpty()) {
        throw CommandException.usage(
            "no folder is named that mail comes back to; set notices.bounces");
      }
      BounceReading.Read read =
          new BounceReading(notices.bounces().get(), notices.smtp().orElseThrow().bounces())
              .pass(desk);
      for (JournalEntry one : read.news()) {
        out.printf(
            "%s %s %s %s%n",
            one.notice(),
            one.what().label(),
            one.detail().get("recipient"),
            one.detail().getOrDefault("reason", ""));
      }
      out.printf(
          "%d news, %d say that it is still tried, %d automatic replies; %d left in %s%n",
          read.news().size(),
          read.delayed(),
          read.automatic(),
          read.left(),
          notices.bounces().get());
      return 0;
    }
  }

  /** {@code teiten-central notices verify}. */
  @Command(
      name = "verify",
      description = {
        "Reads the whole journal and says whether any line was changed or taken out, and what its last",
        "line's hash is: compare it with what you noted, or with the mails that went out."
      },
      mixinStandardHelpOptions = true)
  static final class Verify extends NoticeWork {
    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) {
      out.printf(
          "The journal is whole: %d entries, the last sha256:%s%n",
          desk.journal().entries().size(), desk.journal().last());
      return 0;
    }
  }
}
