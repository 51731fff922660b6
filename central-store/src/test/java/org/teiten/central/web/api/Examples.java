// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.teiten.central.ApiCentre;
import org.teiten.central.account.Accounts;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.notify.journal.NoticeEvent;
import org.teiten.central.notify.journal.NoticeJournal;

/** A good request for each operation, with what must be there before it. */
final class Examples {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PERIOD = "from=2026-06-15&to=2026-06-17";
  private static final String TO_US =
      "{\"from\":\"2026-06-15\",\"to\":\"2026-06-17\",\"country\":\"US\",\"least_packets\":1,"
          + "\"single_packets\":true,\"reason\":\"test\"}";
  private static final String LOGIN =
      "{\"account\":\"browser\",\"password\":\"correct horse battery\"}";
  private static final String TO_CAMPUS =
      TO_US.replace("\"country\":\"US\"", "\"prefix\":\"133.11.0.0/17\"");

  private static final String TO_ISP =
      TO_US.replace("\"country\":\"US\"", "\"network\":\"AS64501\"");

  private final ApiCentre centre;
  private final String analyst;
  private final Accounts accounts;
  private final String sent;
  private final String uncertain;
  private final Map<Operation, Maker> makers = new EnumMap<>(Operation.class);

  /**
   * A request.
   *
   * @param body null if it has none
   */
  record Example(String path, String body) {}

  private interface Maker {
    Example make() throws IOException;
  }

  /** With a notice that went out to the campus. */
  Examples(ApiCentre centre, String analyst) throws IOException {
    this.centre = centre;
    this.analyst = analyst;
    this.accounts = centre.accounts();
    this.sent = drafted(TO_CAMPUS);
    approve(sent);
    happens(sent, NoticeEvent.HANDED_OVER, Map.of("to", "csirt@campus.example"));
    happens(sent, NoticeEvent.SENT, Map.of());
    this.uncertain = drafted(TO_ISP);
    approve(uncertain);
    accounts.add("browser", Role.READER, Scope.NOTHING, "local:test");
    accounts.password("browser", "correct horse battery", "local:test");
    observing();
    telling();
    keeping();
  }

  Example of(Operation operation) throws IOException {
    return makers.get(operation).make();
  }

  private void get(Operation operation, String path) {
    makers.put(operation, () -> new Example(path, null));
  }

  private void observing() {
    get(Operation.HEALTH, "/v1/health");
    get(Operation.DOCUMENT, "/v1/openapi.json");
    get(Operation.SELF, "/v1/self");
    get(Operation.LOGOUT, "/v1/session");
    get(Operation.LOGIN_BY_OPENID, "/v1/session/oidc");
    get(Operation.BACK_FROM_OPENID, "/v1/session/oidc/callback?code=x&state=x");
    makers.put(Operation.LOGIN, () -> new Example("/v1/session", LOGIN));
    get(Operation.RANKINGS, "/v1/rankings/networks?" + PERIOD);
    get(Operation.SERIES, "/v1/series/ports?" + PERIOD);
    get(Operation.PHENOMENA, "/v1/phenomena?" + PERIOD);
    get(Operation.SENSORS, "/v1/sensors");
    get(Operation.SOURCES, "/v1/sources?least_packets=1&" + PERIOD);
    get(Operation.REPORT, "/v1/reports/2026Q2?form=html&language=ja");
  }

  private void telling() {
    get(Operation.NOTICES, "/v1/notices");
    get(Operation.NOTICE, "/v1/notices/" + sent);
    get(Operation.VERDICTS, "/v1/verdicts");
    get(Operation.EFFECT, "/v1/effect?" + PERIOD);
    makers.put(
        Operation.VERDICT,
        () ->
            new Example(
                "/v1/phenomena/none/verdict",
                "{\"from\":\"2026-06-15\",\"to\":\"2026-06-17\",\"confirmed\":true}"));
    makers.put(Operation.DRAFT_NOTICES, () -> new Example("/v1/notices", TO_US));
    makers.put(
        Operation.APPROVE_NOTICES,
        () -> new Example("/v1/approvals", "{\"notices\":[\"" + anew() + "\"]}"));
    makers.put(
        Operation.WITHDRAW_NOTICE,
        () -> new Example("/v1/notices/" + anew() + "/withdrawal", "{\"reason\":\"a mistake\"}"));
    makers.put(
        Operation.SETTLE_NOTICE,
        () -> {
          happens(uncertain, NoticeEvent.HANDED_OVER, Map.of("to", "abuse@isp.example"));
          return new Example("/v1/notices/" + uncertain + "/settlement", "{\"arrived\":false}");
        });
    makers.put(
        Operation.REPLY_TO_NOTICE,
        () -> new Example("/v1/notices/" + sent + "/replies", "{\"outcome\":\"cleaned\"}"));
    get(Operation.CONTACTS, "/v1/contacts");
    get(Operation.CONTACT, "/v1/contacts/campus");
    String body = "{\"name\":\"New\",\"networks\":[\"AS64999\"],\"contacts\":[\"a@new.example\"]}";
    makers.put(Operation.PUT_CONTACT, () -> new Example("/v1/contacts/new", body));
    makers.put(
        Operation.DELETE_CONTACT,
        () -> {
          centre.send(analyst, "PUT", "/v1/contacts/new", body);
          return new Example("/v1/contacts/new", null);
        });
  }

  private void keeping() {
    get(Operation.AUDIT, "/v1/audit");
    get(Operation.ACCOUNTS, "/v1/accounts");
    get(Operation.SESSIONS, "/v1/sessions");
    makers.put(
        Operation.END_SESSIONS,
        () -> {
          centre.send(null, "POST", "/v1/session", LOGIN);
          return new Example("/v1/sessions?account=browser", null);
        });
    makers.put(
        Operation.PUT_ACCOUNT, () -> new Example("/v1/accounts/extra", "{\"role\":\"reader\"}"));
    makers.put(
        Operation.PUT_PASSWORD,
        () ->
            new Example(
                "/v1/accounts/public/password", "{\"password\":\"correct horse battery\"}"));
    makers.put(
        Operation.ADD_TOKEN, () -> new Example("/v1/accounts/public/tokens", "{\"days\":1}"));
    makers.put(
        Operation.REVOKE_TOKEN,
        () -> {
          String token =
              accounts
                  .addToken("public", "", java.time.Duration.ofDays(1), "local:test")
                  .kept()
                  .id();
          return new Example("/v1/accounts/public/tokens/" + token, null);
        });
  }

  private String drafted(String selection) throws IOException {
    JsonNode answer = JSON.readTree(centre.send(analyst, "POST", "/v1/notices", selection).body());
    String id = answer.at("/notices/0/notice").asText();
    if (id.isEmpty()) {
      throw new AssertionError("nothing is drafted: " + answer);
    }
    return id;
  }

  /** A draft about sources that no other notice on its way is about. */
  private String anew() throws IOException {
    for (JsonNode one : centre.json(analyst, "/v1/notices").path("notices")) {
      String status = one.path("status").asText();
      if (one.path("organisation").asText().equals("us-csirt")
          && (status.equals("draft") || status.equals("approved"))) {
        centre.send(
            analyst,
            "POST",
            "/v1/notices/" + one.path("notice").asText() + "/withdrawal",
            "{\"reason\":\"another is drafted\"}");
      }
    }
    return drafted(TO_US);
  }

  private void approve(String id) throws IOException {
    centre.send(analyst, "POST", "/v1/approvals", "{\"notices\":[\"" + id + "\"]}");
  }

  private void happens(String id, NoticeEvent what, Map<String, String> detail) throws IOException {
    try (NoticeJournal journal = NoticeJournal.open(centre.notices(), Clock.systemUTC())) {
      journal.add("teiten", what, id, detail);
    }
  }
}
