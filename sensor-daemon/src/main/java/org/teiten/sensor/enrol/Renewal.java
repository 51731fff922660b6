// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.enrol;

import java.io.IOException;
import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.teiten.flowtuple.SensorId;
import org.teiten.support.errors.DistinctCauseLog;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.metrics.Metric;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.tls.Certificates;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.KeyPairs;

/**
 * The duty of the renewal thread: a new key and certificate at two thirds of the old one's lifetime
 * and a little later at random, tried again for the last third of it and beyond; and files that
 * somebody else replaced are read again.
 */
public final class Renewal implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Renewal.class);
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  private static final Duration LAST_RETRY = Duration.ofHours(1);
  private static final int MAX_DOUBLINGS = 6;
  private static final int NOT_HERE = 404;
  private static final String CAUSE = "renewal";

  private final IdentityFolder folder;
  private final CentreClient client;
  private final URI centre;
  private final SensorId sensor;
  private final Clock clock;
  private final RandomGenerator random;
  private final double jitter;
  private final DistinctCauseLog causes = new DistinctCauseLog(LOG);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicLong renewed = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private int failures;
  private Instant notBefore = Instant.MIN;
  private Identity notIssuedThere;
  private volatile String trouble;

  /** Keeps the identity of a folder good. */
  public Renewal(
      IdentityFolder folder, CentreClient client, URI centre, SensorId sensor, Clock clock) {
    this(folder, client, centre, sensor, clock, RandomGenerator.getDefault());
  }

  Renewal(
      IdentityFolder folder,
      CentreClient client,
      URI centre,
      SensorId sensor,
      Clock clock,
      RandomGenerator random) {
    this.folder = folder;
    this.client = client;
    this.centre = centre;
    this.sensor = sensor;
    this.clock = clock;
    this.random = random;
    this.jitter = random.nextDouble();
  }

  @Override
  public void run() {
    try {
      do {
        step();
      } while (!stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      // told to stop while it asked: the old certificate stays
    }
  }

  /** Looks whether there is something to do, and does it. */
  void step() throws InterruptedException {
    client.refresh();
    Identity identity = client.identity();
    Instant now = clock.instant();
    if (now.isBefore(due(identity)) || identity.equals(notIssuedThere)) {
      failures = 0;
      notBefore = Instant.MIN;
      trouble = null;
      return;
    }
    if (!now.isBefore(notBefore)) {
      renew(identity);
    }
  }

  private Instant due(Identity identity) {
    return Certificates.renewal(identity.certificate(), jitter);
  }

  private void renew(Identity identity) throws InterruptedException {
    try {
      KeyPair pair = KeyPairs.pending(folder.pendingFile());
      CertificateCall.Issued issued =
          CertificateCall.ask(
              client.get(),
              centre,
              "/v1/renew",
              Map.of("csr", CertificateRequest.pem(sensor, pair)),
              pair);
      folder.write(issued.identity(), issued.authorities());
      java.nio.file.Files.deleteIfExists(folder.pendingFile());
      client.refresh();
      renewed.incrementAndGet();
      trouble = null;
      causes.recovered(CAUSE, "the certificate could be renewed");
    } catch (CentreRefusalException e) {
      if (e.status() == NOT_HERE) {
        notIssuedThere = identity;
        LOG.info(
            "the centre issues no certificates; {} ends at {}, see that it is replaced before",
            folder.identityFile(),
            Certificates.end(identity.certificate()));
        return;
      }
      failed(identity, "the centre refuses (HTTP " + e.status() + "): " + e.getMessage());
    } catch (IOException e) {
      failed(identity, ErrorText.of(e));
    }
  }

  private void failed(Identity identity, String why) {
    failed.incrementAndGet();
    long ceiling =
        Math.min(
            FIRST_RETRY.toMillis() << Math.min(failures++, MAX_DOUBLINGS), LAST_RETRY.toMillis());
    Instant now = clock.instant();
    notBefore = now.plusMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
    Instant end = Certificates.end(identity.certificate());
    trouble = "the certificate could not be renewed, it ends at " + end + ": " + why;
    causes.failed(
        nearEnd(identity, now) ? Level.ERROR : Level.WARN, CAUSE, trouble + "; it is tried again");
  }

  /** Whether a sixth of the lifetime is left, or less. */
  private static boolean nearEnd(Identity identity, Instant now) {
    Duration left = Duration.between(now, Certificates.end(identity.certificate()));
    return left.compareTo(Certificates.lifetime(identity.certificate()).dividedBy(6)) < 0;
  }

  /** What someone should know, if anything: renewal fails, or the certificate has ended. */
  public Optional<String> trouble() {
    Instant end = Certificates.end(client.identity().certificate());
    return trouble == null && clock.instant().isAfter(end)
        ? Optional.of("the certificate ended at " + end)
        : Optional.ofNullable(trouble);
  }

  /** What {@link #bindMetrics} binds. */
  public static List<Metric> metrics() {
    return RenewalMetric.ALL;
  }

  /** Binds the metrics of this duty. */
  public void bindMetrics(MetricsRegistry registry) {
    registry.bind(RenewalMetric.RENEWALS, renewed::get, "result", "renewed");
    registry.bind(RenewalMetric.RENEWALS, failed::get, "result", "failed");
    registry.bind(
        RenewalMetric.CERTIFICATE_END,
        () -> Certificates.end(client.identity().certificate()).getEpochSecond());
  }

  /** Lets {@link #run} end. */
  public void stop() {
    stopped.countDown();
  }
}
