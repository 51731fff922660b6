// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.teiten.support.errors.ErrorText;

/** {@code POST /v1/enrol}, which alone answers without a certificate, and {@code /v1/renew}. */
final class CertificateRoutes {
  static final String ENROL = "/v1/enrol";
  static final String RENEW = "/v1/renew";

  private static final Logger LOG = LoggerFactory.getLogger(CertificateRoutes.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final int MAX_BODY = 16 << 10;
  private static final int ISSUED = 201;
  static final int AT_A_TIME = 4;

  private final Optional<CertificateDesk> desk;
  private final SensorGate gate;
  private final SenderPace pace;
  private final IngestCounters counters;
  private final Semaphore enrolments = new Semaphore(AT_A_TIME);
  private final Semaphore renewals = new Semaphore(AT_A_TIME);

  /**
   * Prepares the routes.
   *
   * @param desk empty if the operator's own authority issues certificates
   */
  CertificateRoutes(
      Optional<CertificateDesk> desk, SensorGate gate, SenderPace pace, IngestCounters counters) {
    this.desk = desk;
    this.gate = gate;
    this.pace = pace;
    this.counters = counters;
  }

  void register(JavalinConfig javalin) {
    javalin.routes.post(ENROL, context -> answer(context, () -> enrol(context)));
    javalin.routes.post(RENEW, context -> answer(context, () -> renew(context)));
  }

  private Map<String, String> enrol(Context context) throws Refusal, IOException {
    return among(enrolments, () -> desk().enrol(read(context, EnrolmentRequest.class)));
  }

  /** Whoever has no certificate takes no place of those who have. */
  private Map<String, String> renew(Context context) throws Refusal, IOException {
    var shown = gate.authenticateForRenewal(certificates(context));
    return among(
        renewals, () -> desk().renew(shown, read(context, RenewalRequest.class).csr(), gate));
  }

  private static Map<String, String> among(Semaphore places, Work work)
      throws Refusal, IOException {
    if (!places.tryAcquire()) {
      throw new Refusal(503, "busy", "too many ask for certificates at a time; come again", 5);
    }
    try {
      return work.run();
    } finally {
      places.release();
    }
  }

  private record RenewalRequest(String csr) {}

  /** What the connection's client showed; null if nothing. */
  static X509Certificate[] certificates(Context context) {
    return (X509Certificate[])
        context.req().getAttribute("jakarta.servlet.request.X509Certificate");
  }

  private CertificateDesk desk() throws Refusal {
    return desk.orElseThrow(
        () ->
            new Refusal(
                404,
                "not_here",
                "this centre issues no certificates; get one from its operator's authority"));
  }

  private interface Work {
    Map<String, String> run() throws Refusal, IOException;
  }

  private void answer(Context context, Work work) throws IOException {
    try {
      Answers.give(context, ISSUED, work.run());
      counters.certified(ISSUED);
    } catch (Refusal e) {
      refuse(context, e);
    } catch (IOException | RuntimeException e) {
      Refusal refusal =
          SenderPace.refusal(e)
              .orElse(new Refusal(503, "failed", "the centre could not give a certificate", 30));
      if (refusal.status() == 503) {
        LOG.error("a certificate could not be given: {}", ErrorText.of(e));
      }
      LOG.debug("a certificate could not be given", e);
      refuse(context, refusal);
    }
  }

  private void refuse(Context context, Refusal refusal) {
    if (SensorGate.isOfStranger(refusal)) {
      counters.strangers.increment();
    } else {
      counters.certified(refusal.status());
    }
    Answers.refuse(context, refusal);
  }

  private <T> T read(Context context, Class<T> type) throws Refusal, IOException {
    byte[] body = pace.limit(context.bodyInputStream()).readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      throw new Refusal(400, "too_large", "a request has at most " + MAX_BODY + " bytes");
    }
    try {
      T request = JSON.readValue(body, type);
      if (request == null) {
        throw new Refusal(400, "malformed", "the request is empty");
      }
      return request;
    } catch (JacksonException e) {
      throw new Refusal(400, "malformed", "the request is not the JSON that is expected here");
    }
  }
}
