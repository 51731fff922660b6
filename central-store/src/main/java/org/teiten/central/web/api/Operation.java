// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.teiten.central.web.api.Parameter.FILTER;
import static org.teiten.central.web.api.Parameter.PAGE;
import static org.teiten.central.web.api.Parameter.PERIOD;
import static org.teiten.central.web.api.Shape.delete;
import static org.teiten.central.web.api.Shape.get;
import static org.teiten.central.web.api.Shape.post;
import static org.teiten.central.web.api.Shape.put;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.teiten.central.account.Right;

/**
 * All that can be asked: the one list from which the routes, the OpenAPI document, the table of
 * authorisation and the labels of metrics come.
 */
enum Operation {
  HEALTH(get("/v1/health", "Whether the centre answers.").answers("Health")),
  DOCUMENT(get("/v1/openapi.json", "This document.").answers("Document")),
  SELF(get("/v1/self", "Who you are here and what is yours.").needs(Right.SELF).answers("Self")),
  LOGIN(
      post("/v1/session", "Begins a browser's session, by account and password.")
          .reads("Credentials")
          .answers(201, "Session")),
  LOGIN_BY_OPENID(
      get("/v1/session/oidc", "Sends the browser to the OpenID provider, if there is one.")
          .answers(302, null)),
  BACK_FROM_OPENID(
      get("/v1/session/oidc/callback", "Begins a session of whoever the OpenID provider knows.")
          .takes(Parameter.OPENID)
          .answers("Session")),
  LOGOUT(
      delete("/v1/session", "Ends the session of the cookie.")
          .needs(Right.SELF)
          .answers(204, null)),
  RANKINGS(
      get(
              "/v1/rankings/{subject}",
              "Ranks ports, source countries, source networks, sensors or fingerprints of a period.")
          .needs(Right.OBSERVATIONS)
          .takes(PERIOD, FILTER, List.of(Parameter.COMPARE), PAGE)
          .answers("Ranking")),
  SERIES(
      get("/v1/series/{subject}", "Follows the first rows of a ranking over time.")
          .needs(Right.OBSERVATIONS)
          .takes(PERIOD, FILTER, List.of(Parameter.UNIT, Parameter.LIMIT))
          .answers("Series")),
  PHENOMENA(
      get(
              "/v1/phenomena",
              "Finds the notable changes that start in a period, and what explains each.")
          .needs(Right.OBSERVATIONS)
          .takes(PERIOD, List.of(Parameter.PORT, Parameter.COUNTRY, Parameter.CLASS))
          .answers("Phenomena")),
  VERDICTS(
      get("/v1/verdicts", "What humans found of phenomena.")
          .needs(Right.VERDICTS)
          .takes(PAGE)
          .answers("Verdicts")),
  VERDICT(
      post("/v1/phenomena/{phenomenon}/verdict", "Confirms or dismisses a phenomenon.")
          .needs(Right.VERDICTS)
          .reads("Finding")
          .answers(201, "Verdict")),
  SENSORS(
      get("/v1/sensors", "How sensors are.").needs(Right.SENSORS).takes(PAGE).answers("Sensors")),
  SOURCES(
      get(
              "/v1/sources",
              "Which sources did what, with evidence, and who would be told; those left out are"
                  + " counted. Each reading is noted in the audit.")
          .needs(Right.SOURCES)
          .takes(PERIOD, Parameter.SELECTION, PAGE)
          .answers("Sources")),
  NOTICES(
      get("/v1/notices", "Notices; a partner sees those that went out to it.")
          .needs(Right.NOTICES)
          .takes(PAGE)
          .answers("Notices")),
  DRAFT_NOTICES(
      post("/v1/notices", "Drafts a notice to each organisation whose sources are meant.")
          .needs(Right.DECISIONS)
          .reads("Selection")
          .answers(201, "Drafted")),
  NOTICE(
      get("/v1/notices/{notice}", "A notice's mail, its attachments, and what was done with it.")
          .needs(Right.NOTICES)
          .answers("Notice")),
  APPROVE_NOTICES(
      post("/v1/approvals", "Lets notices go out, as their files are now.")
          .needs(Right.DECISIONS)
          .reads("Approval")
          .answers("Notices")),
  WITHDRAW_NOTICE(
      post("/v1/notices/{notice}/withdrawal", "Takes a notice back that has not gone out.")
          .needs(Right.DECISIONS)
          .reads("Withdrawal")
          .answers("NoticeState")),
  SETTLE_NOTICE(
      post("/v1/notices/{notice}/settlement", "Says whether an uncertain notice arrived.")
          .needs(Right.DECISIONS)
          .reads("Settlement")
          .answers("NoticeState")),
  REPLY_TO_NOTICE(
      post("/v1/notices/{notice}/replies", "Records what a recipient says of its sources.")
          .needs(Right.REPLIES)
          .reads("Reply")
          .answers(201, "NoticeState")),
  EFFECT(
      get("/v1/effect", "Whether the sources that somebody was told about fell silent since.")
          .needs(Right.EFFECT)
          .takes(Parameter.EFFECT)
          .answers("EffectAnswer")),
  CONTACTS(
      get("/v1/contacts", "Who is told about whose sources.")
          .needs(Right.CONTACTS)
          .takes(PAGE)
          .answers("Contacts")),
  CONTACT(
      get("/v1/contacts/{organisation}", "One organisation.")
          .needs(Right.CONTACTS)
          .answers("Contact")),
  PUT_CONTACT(
      put("/v1/contacts/{organisation}", "Adds or replaces an organisation.")
          .needs(Right.CONTACT_CHANGES)
          .reads("WantedContact")
          .answers("Contact")),
  DELETE_CONTACT(
      delete("/v1/contacts/{organisation}", "Takes an organisation away that was put here.")
          .needs(Right.CONTACT_CHANGES)
          .answers(204, null)),
  REPORT(
      get("/v1/reports/{quarter}", "The report of a quarter.")
          .needs(Right.REPORT)
          .takes(List.of(Parameter.ZONE), Parameter.REPORT)
          .answers("Report")
          .also("text/html", "application/pdf")),
  AUDIT(
      get("/v1/audit", "Who read addresses of sources, and who changed what.")
          .needs(Right.AUDIT)
          .takes(PAGE)
          .answers("Audit")),
  ACCOUNTS(
      get("/v1/accounts", "Accounts and their tokens.")
          .needs(Right.ACCOUNTS)
          .takes(PAGE)
          .answers("Accounts")),
  PUT_ACCOUNT(
      put(
              "/v1/accounts/{account}",
              "Adds an account, or changes its role, scope or whether it is" + " disabled.")
          .needs(Right.ACCOUNTS)
          .reads("WantedAccount")
          .answers("Account")),
  PUT_PASSWORD(
      put("/v1/accounts/{account}/password", "Gives an account a password.")
          .needs(Right.ACCOUNTS)
          .reads("WantedPassword")
          .answers(204, null)),
  ADD_TOKEN(
      post("/v1/accounts/{account}/tokens", "Makes a token; it is shown in this answer only.")
          .needs(Right.ACCOUNTS)
          .reads("WantedToken")
          .answers(201, "NewToken")),
  REVOKE_TOKEN(
      delete("/v1/accounts/{account}/tokens/{token}", "Takes a token back.")
          .needs(Right.ACCOUNTS)
          .answers(204, null)),
  SESSIONS(
      get("/v1/sessions", "Who is logged in with a browser, and until when.")
          .needs(Right.ACCOUNTS)
          .takes(PAGE)
          .answers("Sessions")),
  END_SESSIONS(
      delete(
              "/v1/sessions",
              "Ends all sessions of an account, also of whoever an OpenID provider knows.")
          .needs(Right.ACCOUNTS)
          .takes(List.of(Parameter.LOGGED_IN))
          .answers(204, null));

  // A record of words and of lists that it copied.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Shape shape;

  Operation(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  /** In lowerCamelCase, as OpenAPI's operationId and the label of metrics. */
  String id() {
    String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
    return words[0]
        + Arrays.stream(words)
            .skip(1)
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
  }
}
