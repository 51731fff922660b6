// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.teiten.central.account.Access;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.PhenomenonChoice;

/** Which sources did what, with evidence: all, or those of one's own constituency. */
final class SourceAnswers {
  private final Questions questions;
  private final ObservedPhenomena phenomena;
  private final ControlEndpoint.Informed informed;
  private final SourceReads reads;

  SourceAnswers(
      Questions questions,
      Rankings rankings,
      ControlEndpoint.Informed informed,
      SourceReads reads) {
    this.questions = questions;
    this.phenomena = new ObservedPhenomena(rankings);
    this.informed = informed;
    this.reads = reads;
  }

  /** Sources by their addresses, page by page. */
  Answer all(Asked asked) throws IOException, SQLException, Problem {
    Access access = asked.caller().access();
    Selection selected =
        questions.ask(
            connection -> {
              Observations.view(asked, connection);
              return select(asked, SelectionWords.of(asked), connection);
            });
    List<NoticedSource> byAddress =
        selected.sources().stream().sorted(Comparator.comparing(NoticedSource::address)).toList();
    Page<NoticedSource> page = Page.of(asked, byAddress, NoticedSource::address);
    ObjectNode json = ControlEndpoint.JSON.valueToTree(selected);
    json.remove("question");
    if (!access.seesAll()) {
      new AggregateView(access).coarsen((ObjectNode) json.get("coverage"));
    }
    json.set("sources", ControlEndpoint.JSON.valueToTree(page.entries()));
    json.put("next", page.next());
    reads.note(asked, page.entries().size());
    return Answer.of(json);
  }

  /** Selects what whoever asks may see. */
  Selection select(Asked asked, SelectionWords words, Connection connection)
      throws SQLException, IOException {
    ChosenPhenomenon chosen =
        words.phenomenon() == null
            ? null
            : PhenomenonChoice.toTell(
                phenomena.answer(connection, words.phenomena(asked.zone())), words.phenomenon());
    return informed.select(
        connection,
        words.question(asked.zone(), chosen),
        asked.caller().access()::ownsOrganisation);
  }

  /** For those who tell others. */
  Selection select(Asked asked, SelectionWords words) throws SQLException, IOException, Problem {
    return questions.ask(connection -> select(asked, words, connection));
  }
}
