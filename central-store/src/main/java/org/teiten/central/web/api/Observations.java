// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.teiten.central.account.Access;
import org.teiten.central.account.Access.View;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankBy;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.RankSubject;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.analyse.SeriesUnit;
import org.teiten.central.store.SensorTable;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.central.web.RankJson;
import org.teiten.central.web.api.Problem.Kind;
import org.teiten.flowtuple.TrafficClass;

/** Rankings and series, in full or in aggregate. */
final class Observations {
  private static final int USUAL_ROWS = 10;
  private static final int USUAL_LINES = 5;

  private final Questions questions;
  private final Rankings rankings;

  Observations(Questions questions, Rankings rankings) {
    this.questions = questions;
    this.rankings = rankings;
  }

  /** A ranking, page by page. */
  Answer rankings(Asked asked) throws IOException, SQLException, Problem {
    int after = after(asked);
    int limit = asked.limit(USUAL_ROWS);
    boolean compare = asked.flag("compare_groups");
    return questions.ask(
        connection -> {
          View view = view(asked, connection);
          boolean aggregate = view == View.AGGREGATE;
          if (aggregate) {
            requireAggregate(asked, compare);
          }
          // One more than is shown, to know whether there is a next page.
          RankQuestion question = question(asked, after + limit + 1, compare || aggregate);
          RankAnswer all = rankings.answer(connection, question);
          RankAnswer answer = page(all, after, after + limit);
          ObjectNode json = RankJson.of(question, answer);
          ObjectNode shown = shown(view);
          if (aggregate) {
            shown.putObject("withheld").put("rows", coarsen(asked, answer, json));
          }
          boolean more = all.rows().size() > after + limit;
          shown.put("next", more ? Cursor.after(asked, Integer.toString(after + limit)) : null);
          shown.set("ranking", json);
          return Answer.of(shown);
        });
  }

  private static int after(Asked asked) throws Problem {
    String cursor = Cursor.read(asked);
    return cursor == null ? 0 : Integer.parseInt(cursor);
  }

  private static RankAnswer page(RankAnswer all, int after, int last) {
    int rows = all.rows().size();
    return new RankAnswer(
        all.from(),
        all.to(),
        all.zone(),
        all.previous(),
        all.coverage(),
        all.originDatabases(),
        all.simulated(),
        all.rows().subList(Math.min(after, rows), Math.min(last, rows)),
        all.unranked());
  }

  /** Makes an aggregate of a ranking, and says how many rows are withheld. */
  private static int coarsen(Asked asked, RankAnswer answer, ObjectNode json) throws Problem {
    AggregateView whole = new AggregateView(asked.caller().access());
    whole.requireWhole(answer.coverage());
    int withheld = whole.withhold((ArrayNode) json.get("rows"), answer.rows());
    withheld += whole.withhold((ArrayNode) json.get("unranked"), answer.unranked());
    for (String rows : List.of("rows", "unranked")) {
      json.get(rows).forEach(row -> ((ObjectNode) row).remove("groups"));
      AggregateView.round(json.get(rows));
    }
    whole.coarsen((ObjectNode) json.get("coverage"));
    return withheld;
  }

  /** A series. */
  Answer series(Asked asked) throws IOException, SQLException, Problem {
    SeriesUnit unit = asked.word("unit", SeriesUnit.class, SeriesUnit.DAY);
    int limit = asked.limit(USUAL_LINES);
    return questions.ask(
        connection -> {
          View view = view(asked, connection);
          if (view == View.FULL) {
            SeriesQuestion question = new SeriesQuestion(question(asked, limit, false), unit);
            ObjectNode shown = shown(view);
            shown.set("series", RankJson.of(question, rankings.series(connection, question)));
            return Answer.of(shown);
          }
          return Answer.of(seriesInAggregate(asked, connection, limit, unit));
        });
  }

  private ObjectNode seriesInAggregate(
      Asked asked, Connection connection, int limit, SeriesUnit unit)
      throws IOException, SQLException, Problem {
    requireAggregate(asked, false);
    if (unit == SeriesUnit.HOUR) {
      throw new Problem(Kind.FORBIDDEN, "series of the whole are by day or week");
    }
    RankQuestion ranking = question(asked, limit, true);
    AggregateView whole = new AggregateView(asked.caller().access());
    RankAnswer ranked = rankings.answer(connection, ranking);
    whole.requireWhole(ranked.coverage());
    SeriesQuestion question = new SeriesQuestion(ranking, unit, true);
    SeriesAnswer answer = rankings.series(connection, question);
    ObjectNode json = RankJson.of(question, answer);
    ArrayNode lines = (ArrayNode) json.get("series");
    int rows = 0;
    for (int i = ranked.rows().size() - 1; i >= 0; i--) {
      if (!whole.shows(ranked.rows().get(i))) {
        lines.remove(i);
        rows++;
      }
    }
    int points = AggregateView.withholdPoints(lines);
    lines.forEach(line -> ((ObjectNode) line.get("total")).remove("groups"));
    AggregateView.round(lines);
    AggregateView.round(json.get("buckets"));
    whole.coarsen((ObjectNode) json.get("coverage"));
    ObjectNode shown = shown(View.AGGREGATE);
    shown.putObject("withheld").put("rows", rows).put("points", points);
    shown.set("series", json);
    return shown;
  }

  private static ObjectNode shown(View view) {
    return ControlEndpoint.JSON
        .createObjectNode()
        .put("view", view.name().toLowerCase(java.util.Locale.ROOT))
        .putNull("withheld");
  }

  private static RankQuestion question(Asked asked, int limit, boolean groups) throws Problem {
    return new RankQuestion(
        asked.pathWord("subject", RankSubject.class),
        asked.text("from"),
        asked.text("to"),
        asked.zone(),
        limit,
        asked.word("by", RankBy.class, RankBy.PACKETS),
        asked.text("group"),
        asked.text("port"),
        asked.text("country"),
        asked.trafficClass(TrafficClass.SCAN.label()),
        asked.text("network"),
        asked.text("sensor"),
        asked.text("fingerprint"),
        groups);
  }

  /**
   * How a question on observations is answered, by its group and sensor.
   *
   * @throws Problem if it is not; in the same words whether or not there is such a group or sensor
   */
  static View view(Asked asked, Connection connection) throws SQLException, Problem {
    Access access = asked.caller().access();
    if (access.seesAll()) {
      return View.FULL;
    }
    String group = asked.text("group");
    String sensor = asked.text("sensor");
    View view = access.view(group);
    if (view != View.NONE && (group != null || sensor != null)) {
      // What rankings say of an unknown group or sensor names those there are.
      boolean own =
          SensorTable.all(connection).stream()
              .filter(one -> access.ownsGroup(one.group()))
              .filter(one -> group == null || one.group().equals(group))
              .anyMatch(one -> sensor == null || one.id().equals(sensor));
      view = own ? View.FULL : View.NONE;
    }
    if (view == View.NONE) {
      throw new Problem(
          Kind.FORBIDDEN,
          "this group or sensor is not one of yours; ask without group and sensor for the whole");
    }
    return view;
  }

  private static void requireAggregate(Asked asked, boolean compare) throws Problem {
    if (compare || asked.path("subject").equals(RankSubject.SENSORS.label())) {
      throw new Problem(
          Kind.FORBIDDEN, "sensors and groups are told apart for one's own only; name your group");
    }
  }
}
