// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.central.notify.journal.NoticeState;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.web.PhenomenonChoice;
import org.teiten.support.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands of {@code teiten-central notices} in which somebody decides. */
final class NoticeDecisions {
  /** Names by which the journal calls what is nobody. */
  private static final Pattern NOBODY = Pattern.compile("\\s*(teiten|mail|rule\\b.*|)\\s*");

  private NoticeDecisions() {}

  /** A decision, which somebody takes. */
  private abstract static class Decision extends NoticeWork {
    @Option(
        names = "--by",
        required = true,
        paramLabel = "NAME",
        description = "who decides; stands in the journal")
    private String by;

    String by() {
      if (NOBODY.matcher(by).matches()) {
        throw new IllegalArgumentException(
            "'" + by + "' is no person; the journal calls programs and rules so");
      }
      return by;
    }
  }

  /** {@code teiten-central notices confirm}. */
  @Command(
      name = "confirm",
      description = {
        "Notes that a human found a phenomenon to be one, or with --dismiss to be none. Draft notices about",
        "it next: notices draft --phenomenon ID, with the same days."
      },
      mixinStandardHelpOptions = true)
  static final class Confirm extends Decision {
    @Mixin private PeriodOptions period;

    @Parameters(paramLabel = "PHENOMENON", description = "its id, as 'phenomena' lists it")
    private String id;

    @Option(names = "--dismiss", description = "it is none")
    private boolean dismiss;

    @Option(names = "--note", paramLabel = "TEXT", description = "more, for the journal")
    private String note;

    @Override
    int at(NoticeDesk desk, CentralConfig config, PrintWriter out) throws IOException {
      PhenomenaClaims claims;
      try (Centre centre = Centre.open(config, false)) {
        claims =
            centre.phenomena(
                new PhenomenaQuestion(
                    period.from(),
                    period.to(),
                    period.zone(config),
                    period.group(),
                    null,
                    null,
                    RankQuestion.ALL));
      }
      desk.judge(PhenomenonChoice.of(claims, id), !dismiss, note, by());
      out.println(dismiss ? "Dismissed." : "Confirmed.");
      return 0;
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
        selected = centre.select(selection.question(config, centre));
      }
      NoticeDesk.Drafted drafted =
          desk.draft(selected, reason, ZoneId.of(selected.question().zone()), by());
      for (NoticeState one : drafted.notices()) {
        out.printf(
            "%s  %s, %d sources: read %s%n",
            one.id(), one.organisation(), one.sources(), desk.files(one.id()));
      }
      drafted
          .approved()
          .forEach((id, rule) -> out.printf("%s is approved by the rule %s.%n", id, rule));
      drafted
          .braked()
          .forEach(
              id ->
                  out.printf(
                      "%s needs a human: rules would have approved more than most_sources or"
                          + " most_recipients within a day.%n",
                      id));
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
}
