// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.GeneratedPart;
import org.teiten.central.store.FlowStore;

/**
 * 200 sensors with TLS at one centre, with the batches of a capture of five million packets. Its
 * name keeps it out of the ordinary tests: {@code ./test.sh --long load} asks for it, and it writes
 * a part of docs/59-centre-faults.md.
 */
class CentreLoad {
  private static final int SENSORS = Integer.getInteger("teiten.load.sensors", 200);
  private static final Path BATCHES = Path.of(System.getProperty("teiten.load.batches", "none"));
  private static final List<String> PRODUCTION =
      List.of("-XX:+UseSerialGC", "-Xmx1g", "-XX:-UsePerfData");

  /** A batch that waits to be sent. */
  private static final class Sent {
    private final String path;
    private final byte[] bytes;
    private final String digest;

    Sent(Batch batch) {
      path = batch.id().path();
      bytes = batch.bytes();
      digest = Batch.contentDigest(bytes);
    }
  }

  @TempDir private Path folder;
  private final StringBuilder table = new StringBuilder();

  @Test
  void takesTheBatchesOfTwoHundredSensorsAtATime() throws Exception {
    DealtCapture capture = new DealtCapture(BATCHES, SENSORS);
    for (int uploads : new int[] {8, 64}) {
      run(capture, uploads);
    }
    GeneratedPart.write(
        "59-centre-faults.md",
        "load",
        GeneratedPart.machine()
            + String.format(
                Locale.ROOT,
                "%n%n%,d rows of %,d s, dealt to %d sensors by source; senders and centre share the"
                    + " machine.%n%n"
                    + "| `max_uploads` | batches | rows/s | batches/s | p50, ms | p99 | max | told to"
                    + " come again | centre's CPU, s | peak, MiB |%n"
                    + "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|%n%s",
                capture.rows(),
                capture.seconds(),
                SENSORS,
                table));
  }

  private void run(DealtCapture capture, int uploads) throws Exception {
    Path data = Files.createDirectories(folder.resolve("uploads-" + uploads));
    Instant from =
        Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(capture.seconds() + 120);
    try (ProcessCentre centre =
        new ProcessCentre(
            data,
            PRODUCTION,
            ", max_uploads: " + uploads,
            "store: {memory_limit: 1GiB, min_free: 0B}",
            origins())) {
      centre.start();
      List<ProcessCentre.EnrolledSensor> sensors = new ArrayList<>();
      List<List<Sent>> batches = new ArrayList<>();
      for (int i = 0; i < SENSORS; i++) {
        ProcessCentre.EnrolledSensor sensor = centre.enrol("sensor-" + i);
        sensors.add(sensor);
        List<Sent> own = new ArrayList<>();
        capture.live(i, sensor.id, from, 0, batch -> own.add(new Sent(batch)));
        batches.add(own);
      }
      measure(centre, sensors, batches, capture.rows(), uploads);
      assertThat(centre.stop()).isZero();
    }
    try (FlowStore store = FlowStore.openForReading(data.resolve("data"), CentreUnderTest.STORE);
        Connection connection = store.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM flows")) {
      row.next();
      assertThat(row.getLong(1)).isEqualTo(capture.rows());
    }
  }

  private void measure(
      ProcessCentre centre,
      List<ProcessCentre.EnrolledSensor> sensors,
      List<List<Sent>> batches,
      long rows,
      int uploads)
      throws Exception {
    int all = batches.stream().mapToInt(List::size).sum();
    long[] nanos = new long[all];
    AtomicInteger at = new AtomicInteger();
    LongAdder again = new LongAdder();
    CountDownLatch begin = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < sensors.size(); i++) {
      ProcessCentre.EnrolledSensor sensor = sensors.get(i);
      List<Sent> own = batches.get(i);
      Thread thread =
          new Thread(
              () -> {
                try {
                  begin.await();
                  for (Sent one : own) {
                    nanos[at.getAndIncrement()] = deliver(sensor, one, again);
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      thread.start();
      threads.add(thread);
    }
    centre.forgetPeak();
    double cpu = cpuSeconds(centre.pid());
    long start = System.nanoTime();
    begin.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(at.get()).isEqualTo(all);
    Arrays.sort(nanos);
    table.append(
        String.format(
            Locale.ROOT,
            "| %d | %,d | %,.0f | %.0f | %d | %d | %d | %,d | %.0f | %d |%n",
            uploads,
            all,
            rows / seconds,
            all / seconds,
            nanos[all / 2] / 1_000_000,
            nanos[(int) (all * 0.99)] / 1_000_000,
            nanos[all - 1] / 1_000_000,
            again.sum(),
            cpuSeconds(centre.pid()) - cpu,
            centre.peakMiB()));
  }

  /** Sends as a sensor does: later again where it is told to. Time of the answer that took it. */
  private static long deliver(ProcessCentre.EnrolledSensor sensor, Sent one, LongAdder again)
      throws InterruptedException {
    while (true) {
      long begin = System.nanoTime();
      try {
        HttpResponse<String> answer = sensor.put(one.path, one.bytes, one.digest);
        if (answer.statusCode() == 201 || answer.statusCode() == 200) {
          return System.nanoTime() - begin;
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        again.increment();
        TimeUnit.SECONDS.sleep(answer.headers().firstValueAsLong("Retry-After").orElse(1));
      } catch (IOException e) {
        again.increment(); // refused in the middle of its body, or its connection was idle for long
        TimeUnit.SECONDS.sleep(1);
      }
    }
  }

  private static double cpuSeconds(long pid) throws IOException {
    String[] fields =
        Files.readString(Path.of("/proc/" + pid + "/stat")).split("\\) ", 2)[1].split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static String origins() {
    Path config = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(config.resolve("config/origin"))) {
      config = config.getParent();
    }
    Path origin = config.resolve("config/origin");
    return "origin: {databases: [{name: c, kind: country, date: 2026-06-17, family: ipv4, file: "
        + origin.resolve("country-ipv4.csv.gz")
        + "}, {name: a, kind: asn, date: 2026-06-17, family: ipv4, file: "
        + origin.resolve("asn-ipv4.csv.gz")
        + "}]}";
  }
}
