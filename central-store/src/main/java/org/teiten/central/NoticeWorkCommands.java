// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.deliver.Delivery;
import org.teiten.central.notify.deliver.FolderDelivery;
import org.teiten.central.notify.deliver.SmtpDelivery;
import org.teiten.central.notify.desk.Dispatch;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of {@code teiten-central notices} that work at the desk. */
final class NoticeWorkCommands {
  private static final String FOLDER = "notices";

  private NoticeWorkCommands() {}

  /** What each of them does with the open desk. */
  private abstract static class Work implements Callable<Integer> {
    @Mixin private CentralOptions options;
    @Spec private CommandSpec spec;

    abstract int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
        throws IOException, CommandException, InvalidConfigException;

    @Override
    public Integer call() throws Exception {
      CentralConfig config = options.load();
      PrintWriter out = spec.commandLine().getOut();
      try (NoticeDesk desk =
          NoticeDesk.open(
              config.data().resolve(FOLDER),
              config.notices(),
              Centre.contacts(config),
              Clock.systemUTC())) {
        return at(desk, config, out);
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(e.getMessage(), e);
      } finally {
        out.flush();
      }
    }
  }

  /** A decision, which somebody takes. */
  private abstract static class Decision extends Work {
    @Option(
        names = "--by",
        required = true,
        paramLabel = "NAME",
        description = "who decides; stands in the journal")
    private String by;

    String by() {
      return by;
    }
  }

  /** {@code teiten-central notices draft}. */
  @Command(
      name = "draft",
      description = {
        "Writes a notice to each organisation whose sources are meant, for a human to read, change and",
        "approve. An open draft to the same organisation is taken up into it; sources of which nothing",
        "new was seen since they were told are left out."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  teiten-central notices draft --config central-store.yaml --from 2017-06-13"
            + " --to 2017-06-30 --port 22/tcp --country JP --by sato --reason 'SSH from JP, rising'"
      })
  static final class Draft extends Decision {
    @Mixin private SelectionOptions selection;

    @Option(names = "--reason", paramLabel = "TEXT", description = "what it is about, for the mail")
    private String reason;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
        throws IOException, InvalidConfigException {
      Selection selected;
      try (Centre centre = Centre.open(config, false)) {
        selected = centre.select(selection.question(config));
      }
      NoticeDesk.Drafted drafted =
          desk.draft(selected, reason, ZoneId.of(selected.question().zone()), by());
      for (NoticeState one : drafted.notices()) {
        out.printf(
            "%s  %s, %d sources: read %s%n",
            one.id(), one.organisation(), one.sources(), desk.files(one.id()));
      }
      if (drafted.notices().isEmpty()) {
        out.println("Nothing is drafted: there is nobody to tell anything new.");
      }
      if (drafted.alreadyTold() > 0) {
        out.printf("%d sources were told already.%n", drafted.alreadyTold());
      }
      if (drafted.nobody() > 0) {
        out.printf(
            "For %d sources nobody is known; list them with: notices select --format json%n",
            drafted.nobody());
      }
      return 0;
    }
  }

  /** {@code teiten-central notices list}. */
  @Command(
      name = "list",
      description = "Lists notices and where they are on their way.",
      mixinStandardHelpOptions = true)
  static final class ListAll extends Work {
    @Option(
        names = "--format",
        defaultValue = "table",
        paramLabel = "table|json",
        description = "default ${DEFAULT-VALUE}")
    private NoticesCommand.Format format;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      if (format == NoticesCommand.Format.JSON) {
        out.println(ControlEndpoint.JSON.writeValueAsString(Map.of("notices", desk.list())));
        return 0;
      }
      out.printf("%-14s %-20s %-10s %8s  %s%n", "notice", "to", "is", "sources", "");
      for (NoticeState one : desk.list()) {
        out.printf(
            "%-14s %-20s %-10s %8d  %s%n",
            one.id(),
            one.organisation(),
            one.status().label(),
            one.sources(),
            one.trouble() == null ? "" : one.trouble());
      }
      return 0;
    }
  }

  /** {@code teiten-central notices show}. */
  @Command(
      name = "show",
      description = "Prints a notice's mail, its files, and what was done with it.",
      mixinStandardHelpOptions = true)
  static final class Show extends Work {
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

  /** {@code teiten-central notices approve}. */
  @Command(
      name = "approve",
      description = {
        "Lets notices go out, as their files are now. What is changed afterwards does not go out."
      },
      mixinStandardHelpOptions = true)
  static final class Approve extends Decision {
    @Parameters(arity = "1..*", paramLabel = "NOTICE", description = "their numbers")
    private List<String> ids;

    @Option(
        names = "--sources",
        paramLabel = "N",
        description = "confirms how many sources they are about, where that is many")
    private Long sources;

    @Option(
        names = "--recipients",
        paramLabel = "N",
        description = "confirms how many organisations are told, where that is many")
    private Long recipients;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      desk.approve(ids, by(), Optional.ofNullable(sources), Optional.ofNullable(recipients));
      out.println("Approved; send with: teiten-central notices send");
      return 0;
    }
  }

  /** {@code teiten-central notices withdraw}. */
  @Command(
      name = "withdraw",
      description = "Takes a notice back that has not gone out.",
      mixinStandardHelpOptions = true)
  static final class Withdraw extends Decision {
    @Parameters(paramLabel = "NOTICE", description = "its number")
    private String id;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why")
    private String reason;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      desk.withdraw(id, by(), reason);
      out.println("Withdrawn.");
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
  static final class Send extends Work {
    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
        throws IOException, CommandException {
      NoticeConfig notices = config.notices();
      Dispatch.Passed passed = new Dispatch(desk, delivery(notices), notices.mostAnHour()).pass();
      out.printf("%d sent, %d waiting%n", passed.sent(), passed.waiting().size());
      passed.waiting().forEach((id, reason) -> out.printf("%s waits: %s%n", id, reason));
      boolean trouble = desk.list().stream().anyMatch(one -> one.trouble() != null);
      return trouble ? 1 : 0;
    }

    private static Delivery delivery(NoticeConfig notices) throws IOException, CommandException {
      if (notices.smtp().isPresent() && notices.sender().isPresent()) {
        return new SmtpDelivery(notices.smtp().get(), notices.sender().get(), Clock.systemUTC());
      }
      if (notices.folder().isPresent()) {
        return new FolderDelivery(notices.folder().get());
      }
      throw CommandException.usage(
          "there is no way out for notices; set notices.smtp and notices.sender, or notices.folder");
    }
  }

  /** {@code teiten-central notices settle}. */
  @Command(
      name = "settle",
      description = {
        "Says whether a notice arrived of which that is not known, because the mail server fell silent",
        "or this program was killed at the last byte. Look into the server's log."
      },
      mixinStandardHelpOptions = true)
  static final class Settle extends Decision {
    @Parameters(index = "0", paramLabel = "NOTICE", description = "its number")
    private String id;

    @Parameters(
        index = "1",
        paramLabel = "arrived|again",
        description = "it arrived; or send it again")
    private Outcome outcome;

    /** What a human found out. */
    enum Outcome {
      ARRIVED,
      AGAIN
    }

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      desk.settle(id, outcome == Outcome.ARRIVED, by());
      out.println("Settled.");
      return 0;
    }
  }

  /** {@code teiten-central notices answer}. */
  @Command(
      name = "answer",
      description = "Records what a recipient said.",
      mixinStandardHelpOptions = true)
  static final class Answer extends Decision {
    @Parameters(index = "0", paramLabel = "NOTICE", description = "its number")
    private String id;

    @Parameters(
        index = "1",
        paramLabel = "cleaned|false|malware|none",
        description = "cleaned; a false report; malware was found; no answer")
    private String outcome;

    @Option(names = "--source", paramLabel = "ADDRESS", description = "of one source only")
    private String source;

    @Option(names = "--note", paramLabel = "TEXT", description = "more, for the journal")
    private String note;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      desk.answer(id, outcome, source, note, by());
      out.println("Recorded.");
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
  static final class Verify extends Work {
    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) {
      out.printf(
          "The journal is whole: %d entries, the last sha256:%s%n",
          desk.journal().entries().size(), desk.journal().last());
      return 0;
    }
  }
}
