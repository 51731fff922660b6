// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.account.Accounts;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.audit.AuditJournal;
import org.teiten.central.ingest.SensorAdmission;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.store.FlowStore;
import org.teiten.central.web.ControlEndpoint;
import org.teiten.support.metrics.MetricsRegistry;

/**
 * What the query listener answers from.
 *
 * @param noticeFolder where notices and their journal are
 * @param fontFolders where fonts of PDFs are
 * @param zone whose days, where a question names none
 */
public record QueryParts(
    FlowStore store,
    Rankings rankings,
    ControlEndpoint.Informed informed,
    SensorAdmission admission,
    Accounts accounts,
    AuditJournal audit,
    Path noticeFolder,
    NoticeConfig notices,
    List<Path> fontFolders,
    String zone,
    QueryCounters counters,
    MetricsRegistry metrics) {

  Sessions sessions(QueryConfig config) {
    return new Sessions(accounts, config.session(), Clock.systemUTC());
  }

  Gate gate(QueryConfig config, Sessions sessions) {
    return new Gate(
        accounts,
        sessions,
        new Pace(config.requestsAMinute(), System::nanoTime),
        new Pace(config.strangersAMinute(), System::nanoTime));
  }

  /** An action for each operation. */
  Map<Operation, QueryEndpoint.Action> actions(QueryConfig config, Sessions sessions) {
    Questions questions = new Questions(store, config.atATime(), config.deadline());
    SourceReads reads = new SourceReads(audit);
    counters.bind(metrics, questions, reads);
    Map<Operation, QueryEndpoint.Action> actions = new EnumMap<>(Operation.class);
    Answer document = new Answer(Answer.JSON, ApiDocument.bytes());
    actions.put(Operation.HEALTH, asked -> Answer.of(Map.of("status", "ok")));
    actions.put(Operation.DOCUMENT, asked -> document);
    observe(actions, questions, reads);
    tell(actions, questions, reads);
    keep(actions);
    Login login = new Login(accounts, sessions, new Pace(config.loginsAMinute(), System::nanoTime));
    actions.put(Operation.LOGIN, login::in);
    actions.put(Operation.LOGOUT, login::out);
    SessionAnswers running = new SessionAnswers(sessions, audit);
    actions.put(Operation.SESSIONS, running::list);
    actions.put(Operation.END_SESSIONS, running::end);
    openId(actions, config, login);
    if (!actions.keySet().containsAll(Arrays.asList(Operation.values()))) {
      throw new IllegalStateException("not all operations have an action: " + actions.keySet());
    }
    return actions;
  }

  private void observe(
      Map<Operation, QueryEndpoint.Action> actions, Questions questions, SourceReads reads) {
    Observations observations = new Observations(questions, rankings);
    actions.put(Operation.RANKINGS, observations::rankings);
    actions.put(Operation.SERIES, observations::series);
    actions.put(
        Operation.PHENOMENA, new PhenomenaAnswers(questions, rankings, informed, reads)::all);
    actions.put(Operation.SENSORS, new SensorAnswers(questions, admission)::all);
    actions.put(Operation.REPORT, new ReportAnswers(questions, informed, fontFolders)::report);
  }

  private void tell(
      Map<Operation, QueryEndpoint.Action> actions, Questions questions, SourceReads reads) {
    SourceAnswers sources = new SourceAnswers(questions, rankings, informed, reads);
    actions.put(Operation.SOURCES, sources::all);
    NoticeAnswers desk = new NoticeAnswers(noticeFolder, notices, informed, sources, reads);
    actions.put(Operation.NOTICES, desk::list);
    actions.put(Operation.NOTICE, desk::one);
    actions.put(Operation.DRAFT_NOTICES, desk::draft);
    actions.put(Operation.APPROVE_NOTICES, desk::approve);
    actions.put(Operation.WITHDRAW_NOTICE, desk::withdraw);
    actions.put(Operation.SETTLE_NOTICE, desk::settle);
    actions.put(Operation.REPLY_TO_NOTICE, desk::reply);
    actions.put(Operation.EFFECT, new EffectAnswers(questions, informed)::effect);
    Verdicts verdicts = new Verdicts(noticeFolder, questions, rankings, desk);
    actions.put(Operation.VERDICTS, verdicts::list);
    actions.put(Operation.VERDICT, verdicts::give);
    ContactAnswers contacts = new ContactAnswers(notices.contacts(), informed, audit);
    actions.put(Operation.CONTACTS, contacts::list);
    actions.put(Operation.CONTACT, contacts::one);
    actions.put(Operation.PUT_CONTACT, contacts::put);
    actions.put(Operation.DELETE_CONTACT, contacts::delete);
  }

  private static void openId(
      Map<Operation, QueryEndpoint.Action> actions, QueryConfig config, Login login) {
    if (config.oidc().isPresent()) {
      OpenIdLogin openId = new OpenIdLogin(config.oidc().get(), login, Clock.systemUTC());
      actions.put(Operation.LOGIN_BY_OPENID, openId::begin);
      actions.put(Operation.BACK_FROM_OPENID, openId::back);
      return;
    }
    QueryEndpoint.Action none =
        asked -> {
          throw new Problem(
              Problem.Kind.NOT_FOUND, "this centre has no OpenID provider (query.oidc)");
        };
    actions.put(Operation.LOGIN_BY_OPENID, none);
    actions.put(Operation.BACK_FROM_OPENID, none);
  }

  private void keep(Map<Operation, QueryEndpoint.Action> actions) {
    AccountAnswers keeping = new AccountAnswers(accounts);
    actions.put(Operation.SELF, AccountAnswers::self);
    actions.put(Operation.ACCOUNTS, keeping::list);
    actions.put(Operation.PUT_ACCOUNT, keeping::put);
    actions.put(Operation.PUT_PASSWORD, keeping::password);
    actions.put(Operation.ADD_TOKEN, keeping::addToken);
    actions.put(Operation.REVOKE_TOKEN, keeping::revokeToken);
    actions.put(Operation.AUDIT, new AuditAnswers(audit)::list);
  }
}
