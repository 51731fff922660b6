// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.teiten.central.account.Access;
import org.teiten.central.account.Access.View;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.flowtuple.IpAddress;

/** Phenomena, in full or in aggregate. */
final class PhenomenaAnswers {
  /** What a change may be taken apart by without naming a network or a sensor. */
  private static final Set<String> COARSE = Set.of("country", "fingerprint");

  private final Questions questions;
  private final ObservedPhenomena phenomena;
  private final ControlEndpoint.Informed informed;
  private final SourceReads reads;

  PhenomenaAnswers(
      Questions questions,
      Rankings rankings,
      ControlEndpoint.Informed informed,
      SourceReads reads) {
    this.questions = questions;
    this.phenomena = new ObservedPhenomena(rankings);
    this.informed = informed;
    this.reads = reads;
  }

  /** Those of a period. */
  Answer all(Asked asked) throws IOException, SQLException, Problem {
    return questions.ask(
        connection -> {
          View view = Observations.view(asked, connection);
          PhenomenaQuestion question = question(asked);
          PhenomenaClaims claims =
              phenomena.answer(connection, question).with(informed.knowledge());
          Access access = asked.caller().access();
          ObjectNode json = ControlEndpoint.JSON.valueToTree(claims);
          ObjectNode shown =
              ControlEndpoint.JSON
                  .createObjectNode()
                  .put("view", view.name().toLowerCase(Locale.ROOT))
                  .putNull("withheld");
          if (view == View.AGGREGATE) {
            AggregateView whole = new AggregateView(access);
            whole.requireWhole(claims.coverage());
            shown.putObject("withheld").put("phenomena", coarsen(access, json, claims));
            whole.coarsen((ObjectNode) json.get("coverage"));
          }
          int sources = leaveOwn(access, (ArrayNode) json.get("single_sources"));
          shown.set("phenomena", json);
          reads.note(asked, sources);
          return Answer.of(shown);
        });
  }

  private static PhenomenaQuestion question(Asked asked) {
    return new PhenomenaQuestion(
        asked.text("from"),
        asked.text("to"),
        asked.zone(),
        asked.text("group"),
        asked.text("port"),
        asked.text("country"),
        asked.trafficClass(RankQuestion.ALL));
  }

  /** Takes changes away that few sources or sensors carry, and of others what is theirs. */
  static int coarsen(Access access, ObjectNode json, PhenomenaClaims claims) {
    ArrayNode all = (ArrayNode) json.get("phenomena");
    int withheld = 0;
    for (int i = claims.phenomena().size() - 1; i >= 0; i--) {
      PhenomenaClaims.Claim claim = claims.phenomena().get(i);
      if (!shows(access, claim)) {
        all.remove(i);
        withheld++;
      } else {
        coarsen(access, (ObjectNode) all.get(i));
      }
    }
    keep(
        (ArrayNode) json.get("suspected_blind"),
        one ->
            claims.coverage().sensors().stream()
                .anyMatch(
                    sensor ->
                        sensor.sensor().equals(one.path("sensor").asText())
                            && access.ownsGroup(sensor.group())));
    return withheld;
  }

  /** By its source-days, and by what some group saw of distinct sources: one a day is not many. */
  private static boolean shows(Access access, PhenomenaClaims.Claim claim) {
    int others =
        claim.seenBy().stream()
            .filter(one -> !access.ownsGroup(one.group()))
            .mapToInt(PhenomenaClaims.View::sensorsSeeing)
            .sum();
    long sources =
        claim.seenBy().stream()
            .mapToLong(one -> one.sources() == null ? 0 : one.sources())
            .max()
            .orElse(0);
    return Math.min(Math.abs(claim.sourcesAdded()), sources) >= AggregateView.LEAST_SOURCES
        && others >= AggregateView.LEAST_SENSORS;
  }

  private static void coarsen(Access access, ObjectNode claim) {
    claim.putArray("networks");
    keep((ArrayNode) claim.get("seen_by"), one -> access.ownsGroup(one.path("group").asText()));
    keep((ArrayNode) claim.get("explained_by"), one -> COARSE.contains(one.path("kind").asText()));
    for (String name : List.of("packets_added", "sources_added")) {
      claim.put(name, AggregateView.rounded(claim.get(name).asLong()));
    }
  }

  private static void keep(ArrayNode array, Predicate<JsonNode> wanted) {
    for (int i = array.size() - 1; i >= 0; i--) {
      if (!wanted.test(array.get(i))) {
        array.remove(i);
      }
    }
  }

  /** Of sources that are named, leaves those of one's own constituency; how many. */
  private int leaveOwn(Access access, ArrayNode singles) throws IOException {
    if (access.seesAll()) {
      return singles.size();
    }
    ContactBook contacts = informed.contacts();
    keep(
        singles,
        one ->
            access.ownsOrganisation(
                contacts
                    .find(
                        IpAddress.parse(one.path("source").asText()),
                        one.path("network").asLong(),
                        one.path("country").asText())
                    .map(match -> match.organisation().id().text())
                    .orElse(null)));
    return singles.size();
  }
}
