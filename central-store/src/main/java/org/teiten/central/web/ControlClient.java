// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankQuestion;
import org.teiten.central.analyse.SeriesAnswer;
import org.teiten.central.analyse.SeriesQuestion;
import org.teiten.central.backup.BackupProgress;
import org.teiten.central.ingest.Invited;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.Receipt;
import org.teiten.central.ingest.Refusal;
import org.teiten.central.ingest.SensorOrder;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.select.Selection;
import org.teiten.central.notify.select.SelectionQuestion;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.observe.PhenomenaQuestion;
import org.teiten.central.report.ReportContents;
import org.teiten.central.report.ReportJson;
import org.teiten.central.report.ReportQuestion;

/** Asks a running centre of this host. One thread. */
public final class ControlClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofMinutes(15);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final ControlFile control;

  private ControlClient(ControlFile control) {
    this.control = control;
  }

  /** The running centre of a data folder, if one answers. */
  public static Optional<ControlClient> find(Path data) throws IOException {
    Optional<ControlFile> file = ControlFile.read(data);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    ControlClient client = new ControlClient(file.get());
    try {
      HttpResponse<byte[]> answer =
          client.send(client.request("/v1/status").timeout(CONNECT.multipliedBy(5)).GET());
      return answer.statusCode() == 200 ? Optional.of(client) : Optional.empty();
    } catch (IOException e) {
      // Left behind by a process that was killed: whoever asks opens the store itself.
      return Optional.empty();
    }
  }

  /**
   * Asks for a ranking.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public RankAnswer rank(RankQuestion question) throws IOException {
    return ask("/v1/rank", question, RankAnswer.class);
  }

  /**
   * Asks for a series.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public SeriesAnswer series(SeriesQuestion question) throws IOException {
    return ask("/v1/series", question, SeriesAnswer.class);
  }

  /**
   * Asks for phenomena.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public PhenomenaClaims phenomena(PhenomenaQuestion question) throws IOException {
    return ask("/v1/phenomena", question, PhenomenaClaims.class);
  }

  /**
   * Selects sources that somebody is to be told about.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public Selection select(SelectionQuestion question) throws IOException {
    return ask("/v1/notices/select", question, Selection.class);
  }

  /**
   * Asks whether notices did anything.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public EffectAnswer effect(EffectQuestion question) throws IOException {
    return ask("/v1/notices/effect", question, EffectAnswer.class);
  }

  /** All sensors, and who is invited. */
  public List<ListedSensor> sensors() throws IOException {
    return List.of(answer(send(request("/v1/sensors").GET()), ListedSensor[].class));
  }

  /**
   * Has an invitation made.
   *
   * @param group null for the sensor's own, or the default
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public Invited invite(String sensor, String group, Duration validity) throws IOException {
    return ask(
        "/v1/sensors/invite",
        new InvitationQuestion(sensor, group, validity.toSeconds()),
        Invited.class);
  }

  /**
   * Has something done about a sensor.
   *
   * @throws IllegalArgumentException if the centre finds it wrong
   */
  public void obey(SensorOrder order) throws IOException {
    ask("/v1/sensors/order", order, JsonNode.class);
  }

  /**
   * Has a backup made.
   *
   * @param target an absolute path
   * @throws IllegalArgumentException if the centre finds it wrong
   */
  public BackupProgress startBackup(Path target) throws IOException {
    return ask("/v1/backup", new BackupQuestion(target.toString()), BackupProgress.class);
  }

  /** How far the last backup is. */
  public BackupProgress backup() throws IOException {
    return answer(send(request("/v1/backup").GET()), BackupProgress.class);
  }

  private <T> T ask(String path, Object question, Class<T> type) throws IOException {
    return answer(
        send(
            request(path)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        ControlEndpoint.JSON.writeValueAsBytes(question)))),
        type);
  }

  private static <T> T answer(HttpResponse<byte[]> answer, Class<T> type) throws IOException {
    if (answer.statusCode() == 200) {
      return ControlEndpoint.JSON.readValue(answer.body(), type);
    }
    String message = message(answer);
    if (answer.statusCode() == 400) {
      throw new IllegalArgumentException(message);
    }
    throw new IOException("the running centre says: " + message);
  }

  /**
   * Asks for what stands in a report.
   *
   * @throws IllegalArgumentException if the centre finds the question wrong
   */
  public ReportContents report(ReportQuestion question) throws IOException {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/report")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        ControlEndpoint.JSON.writeValueAsBytes(question))));
    if (answer.statusCode() == 200) {
      return ReportJson.read(answer.body());
    }
    String message = message(answer);
    if (answer.statusCode() == 400) {
      throw new IllegalArgumentException(message);
    }
    throw new IOException("the running centre says: " + message);
  }

  /** Hands a batch of an archive over. */
  public Receipt restore(Path batch, boolean register) throws IOException, Refusal {
    HttpResponse<byte[]> answer =
        send(
            request("/v1/batches?register=" + register)
                .POST(HttpRequest.BodyPublishers.ofFile(batch)));
    if (answer.statusCode() == 200) {
      return ControlEndpoint.JSON.readValue(answer.body(), Receipt.class);
    }
    throw new Refusal(answer.statusCode(), "refused", message(answer));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + control.port() + path))
        .timeout(ANSWER)
        .header("Authorization", ControlEndpoint.BEARER + control.token());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the running centre was asked", e);
    }
  }

  private static String message(HttpResponse<byte[]> answer) throws IOException {
    JsonNode body = ControlEndpoint.JSON.readTree(answer.body());
    return body.path("message").asText("status " + answer.statusCode());
  }
}
