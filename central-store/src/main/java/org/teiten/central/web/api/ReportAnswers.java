// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.teiten.central.account.Access;
import org.teiten.central.account.Right;
import org.teiten.central.report.Edition;
import org.teiten.central.report.Language;
import org.teiten.central.report.NothingObservedException;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportForm;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.DeadlineConnection;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.api.Problem.Kind;

/** The report of a quarter. */
final class ReportAnswers {
  private final Questions questions;
  private final ControlEndpoint.Informed informed;
  private final List<Path> fontFolders;

  ReportAnswers(Questions questions, ControlEndpoint.Informed informed, List<Path> fontFolders) {
    this.questions = questions;
    this.informed = informed;
    this.fontFolders = List.copyOf(fontFolders);
  }

  Answer report(Asked asked) throws IOException, SQLException, Problem {
    boolean all = asked.caller().access().reach(Right.REPORT) == Access.Reach.ALL;
    Edition edition = asked.word("edition", Edition.class, all ? Edition.INTERNAL : Edition.PUBLIC);
    if (edition == Edition.INTERNAL && !all) {
      throw new Problem(
          Kind.FORBIDDEN, "the internal edition names sensors; ask for the public one");
    }
    Language language = asked.word("language", Language.class, Language.EN);
    ReportForm form = asked.word("form", ReportForm.class, ReportForm.JSON);
    ReportQuestion question =
        new ReportQuestion(
            asked.path("quarter"),
            asked.zone(),
            edition,
            Clock.systemUTC().instant().getEpochSecond());
    // Making a PDF is work too: it counts among the questions at a time.
    return questions.ask(
        connection -> {
          ReportContents contents = contents(connection, question);
          DeadlineConnection.require(connection);
          return new Answer(form.mediaType(), form.of(contents, language, fontFolders));
        });
  }

  private ReportContents contents(Connection connection, ReportQuestion question)
      throws IOException, SQLException, Problem {
    try {
      return informed.report(connection, question);
    } catch (NothingObservedException e) {
      throw new Problem(Kind.NOT_FOUND, e.getMessage());
    }
  }
}
