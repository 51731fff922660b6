// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.Rankings;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.backup.RunningBackup;
import org.teiten.central.ingest.BatchIntake;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorAdmission;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.ObservedPhenomena;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportJson;
import org.teiten.central.report.ReportQuestion;
import org.teiten.central.store.FlowStore;
import org.teiten.support.errors.ErrorText;

/**
 * The running centre's door for the commands of this host: loopback, a random port, and a token
 * that stands in a file only the owner can read.
 */
public final class ControlEndpoint implements AutoCloseable {
  /** JSON as the answers are written, keys in snake_case. */
  public static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** Answers that need files of knowledge and contacts, read anew for each question. */
  public interface Informed {
    /** What stands in a report. */
    ReportContents report(Connection connection, ReportQuestion question)
        throws SQLException, IOException;

    /** Sources that somebody is to be told about. */
    Selection select(Connection connection, SelectionQuestion question)
        throws SQLException, IOException;

    /**
     * The same, of those sources alone that some organisations are told about.
     *
     * @param mine by the id of the organisation, null where nobody is told
     */
    Selection select(Connection connection, SelectionQuestion question, Predicate<String> mine)
        throws SQLException, IOException;

    /** Whether notices did anything. */
    EffectAnswer effect(Connection connection, EffectQuestion question)
        throws SQLException, IOException;

    /** What is known of ports. */
    Knowledge knowledge() throws IOException;

    /** Who is told about which sources. */
    ContactBook contacts() throws IOException;
  }

  static final String BEARER = "Bearer ";

  private static final Logger LOG = LoggerFactory.getLogger(ControlEndpoint.class);
  private static final int THREADS = 12;
  private static final int QUESTIONS = 2;
  private static final int TOKEN_BYTES = 32;

  private final Path data;
  private final FlowStore store;
  private final BatchIntake intake;
  private final Rankings rankings;
  private final Informed informed;
  private final SensorAdmission admission;
  private final RunningBackup backup;
  private final byte[] token;
  private final Semaphore questions = new Semaphore(QUESTIONS, true);
  private final Javalin server;

  /**
   * Starts to listen and writes the control file.
   *
   * @throws IOException if it cannot
   */
  public ControlEndpoint(
      Path data,
      FlowStore store,
      BatchIntake intake,
      Rankings rankings,
      Informed informed,
      SensorAdmission admission,
      RunningBackup backup)
      throws IOException {
    this.data = data;
    this.store = store;
    this.intake = intake;
    this.rankings = rankings;
    this.informed = informed;
    this.admission = admission;
    this.backup = backup;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String secret = HexFormat.of().formatHex(random);
    this.token = (BEARER + secret).getBytes(StandardCharsets.US_ASCII);
    this.server = Javalin.create(this::configure);
    try {
      server.start("127.0.0.1", 0);
      new ControlFile(ProcessHandle.current().pid(), server.port(), secret).write(data);
    } catch (IOException | RuntimeException e) {
      server.stop();
      throw new IOException("cannot open the control endpoint: " + ErrorText.of(e), e);
    }
  }

  private void configure(JavalinConfig javalin) {
    javalin.startup.showJavalinBanner = false;
    javalin.startup.showOldJavalinVersionWarning = false;
    javalin.http.compressionStrategy = CompressionStrategy.NONE;
    javalin.http.maxRequestSize = 64 << 10;
    javalin.jetty.threadPool = new QueuedThreadPool(THREADS, 2);
    javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    javalin.routes.get("/v1/status", guarded(context -> json(context, 200, Map.of("ok", true))));
    javalin.routes.post(
        "/v1/rank",
        answering(
            RankQuestion.class,
            (question, connection) ->
                JSON.writeValueAsBytes(rankings.answer(connection, question))));
    javalin.routes.post(
        "/v1/series",
        answering(
            SeriesQuestion.class,
            (question, connection) ->
                JSON.writeValueAsBytes(rankings.series(connection, question))));
    javalin.routes.post(
        "/v1/report",
        answering(
            ReportQuestion.class,
            (question, connection) -> ReportJson.write(informed.report(connection, question))));
    javalin.routes.post(
        "/v1/phenomena",
        answering(
            PhenomenaQuestion.class,
            (question, connection) ->
                JSON.writeValueAsBytes(
                    new ObservedPhenomena(rankings).answer(connection, question))));
    javalin.routes.post(
        "/v1/notices/select",
        answering(
            SelectionQuestion.class,
            (question, connection) ->
                JSON.writeValueAsBytes(informed.select(connection, question))));
    javalin.routes.post(
        "/v1/notices/effect",
        answering(
            EffectQuestion.class,
            (question, connection) ->
                JSON.writeValueAsBytes(informed.effect(connection, question))));
    javalin.routes.post("/v1/batches", guarded(this::restore));
    javalin.routes.get("/v1/sensors", guarded(this::sensors));
    javalin.routes.post("/v1/sensors/invite", guarded(this::invite));
    javalin.routes.post("/v1/sensors/order", guarded(this::order));
    javalin.routes.post("/v1/backup", guarded(this::startBackup));
    javalin.routes.get("/v1/backup", guarded(context -> json(context, 200, backup.progress())));
  }

  private interface Action {
    void run(Context context) throws IOException, SQLException, Refusal;
  }

  private io.javalin.http.Handler guarded(Action action) {
    return context -> {
      String given = String.valueOf(context.header("Authorization"));
      if (!MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token)) {
        refuse(context, new Refusal(401, "token", "read the token in the control file"));
        return;
      }
      try {
        action.run(context);
      } catch (Refusal e) {
        refuse(context, e);
      } catch (IllegalArgumentException e) {
        refuse(context, new Refusal(400, "question", String.valueOf(e.getMessage())));
      } catch (SQLException e) {
        refuse(context, new Refusal(500, "store", FlowStore.firstLine(e)));
      } catch (IOException e) {
        refuse(context, new Refusal(500, "failed", ErrorText.of(e)));
      }
    };
  }

  private interface Answer<Q> {
    byte[] to(Q question, Connection connection) throws IOException, SQLException;
  }

  /** Answers a question from the store, few at a time. */
  private <Q> io.javalin.http.Handler answering(Class<Q> type, Answer<Q> answer) {
    return guarded(
        context -> {
          Q question = JSON.readValue(context.bodyAsBytes(), type);
          questions.acquireUninterruptibly();
          try (Connection connection = store.connect()) {
            json(context, 200, answer.to(question, connection));
          } finally {
            questions.release();
          }
        });
  }

  private void restore(Context context) throws IOException, Refusal {
    boolean register = Boolean.parseBoolean(context.queryParam("register"));
    json(context, 200, intake.restore(context.bodyInputStream(), register));
  }

  private void sensors(Context context) throws IOException, SQLException {
    try (Connection connection = store.connect()) {
      json(context, 200, admission.list(connection));
    }
  }

  private void invite(Context context) throws IOException, Refusal {
    InvitationQuestion question = JSON.readValue(context.bodyAsBytes(), InvitationQuestion.class);
    json(
        context,
        200,
        admission.invite(
            question.sensor(), question.group(), Duration.ofSeconds(question.validitySeconds())));
  }

  private void order(Context context) throws IOException, Refusal {
    admission.obey(JSON.readValue(context.bodyAsBytes(), SensorOrder.class));
    json(context, 200, Map.of("ok", true));
  }

  private void startBackup(Context context) throws IOException {
    BackupQuestion question = JSON.readValue(context.bodyAsBytes(), BackupQuestion.class);
    json(context, 200, backup.start(Path.of(question.target())));
  }

  private static void refuse(Context context, Refusal refusal) throws IOException {
    LOG.debug("control: {} {}", refusal.status(), refusal.getMessage());
    context.header("Connection", "close");
    json(
        context,
        refusal.status(),
        Map.of("error", refusal.error(), "message", refusal.getMessage()));
  }

  private static void json(Context context, int status, Object value) throws IOException {
    json(context, status, JSON.writeValueAsBytes(value));
  }

  private static void json(Context context, int status, byte[] value) {
    context.status(status).contentType("application/json").result(value);
  }

  /** Removes the control file and stops to listen. */
  @Override
  public void close() throws IOException {
    ControlFile.delete(data);
    server.stop();
  }
}
