// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor.spool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.sensor.spool.SpoolVictim.Point;

/**
 * kill -9 of a process that writes and ships, at seeded moments: half of them named points within
 * what it asks of the disk, half random. Every interval offered is at the centre, in the spool, or
 * was being written at the kill; none is counted twice. {@code ./test.sh --long spool-kills} makes
 * a thousand (system property {@code teiten.kills}) and writes {@code docs/98-spool-kills.md}.
 * Several spools at a time, for a process spends most of its short life with starting.
 */
class SpoolProcessKillTest {
  private static final int KILLS = Integer.getInteger("teiten.kills", 6);
  private static final int SPOOLS = 4;
  private static final long MINUTES_OF_A_SPOOL = 1_000_000;

  @TempDir Path folder;

  private final Map<String, Long> atCentre = new HashMap<>(); // by path
  private final Set<Long> offered = ConcurrentHashMap.newKeySet();
  private final Set<Long> written = ConcurrentHashMap.newKeySet();
  private final Map<Point, Integer> atPoint = new ConcurrentSkipListMap<>();
  private final Random answers = new Random(5);
  private final AtomicInteger atRandom = new AtomicInteger();
  private HttpServer server;
  private ExecutorService threads;

  @BeforeEach
  void startCentre() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newFixedThreadPool(4);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void stopCentre() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A tenth of the answers get lost after the batch was stored. */
  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Path body = Files.createTempFile(folder, "body", ".avro");
      Files.write(body, exchange.getRequestBody().readAllBytes());
      long minute = minute(BatchCopy.verify(body));
      Files.delete(body);
      boolean lose;
      synchronized (atCentre) {
        Long before = atCentre.putIfAbsent(exchange.getRequestURI().getPath(), minute);
        assertThat(before == null || before == minute).isTrue();
        lose = answers.nextInt(10) == 0;
      }
      exchange.sendResponseHeaders(lose ? 503 : 201, -1);
    } catch (IOException e) {
      // the sender was killed while it sent: nothing was stored
    }
  }

  private static long minute(BatchHeader header) {
    return header.intervals().get(0).interval().startSeconds() / 60;
  }

  @Test
  void receivedIsAcknowledgedAndSpooledAndCountedAsLost() throws Exception {
    ExecutorService killers = Executors.newFixedThreadPool(SPOOLS);
    List<Future<?>> ends = new ArrayList<>();
    for (int spool = 0; spool < SPOOLS; spool++) {
      int number = spool;
      ends.add(killers.submit(() -> kill(number)));
    }
    killers.shutdown();
    for (Future<?> end : ends) {
      end.get();
    }
    Map<Long, Integer> places = new TreeMap<>();
    for (int spool = 0; spool < SPOOLS; spool++) {
      for (Path file : SpoolFixture.batches(folder(spool))) {
        BatchHeader header = BatchCopy.verify(file);
        if (!atCentre.containsKey(header.id().path())) {
          places.merge(minute(header), 1, Integer::sum);
        }
      }
    }
    long spooled = places.size();
    atCentre.values().forEach(minute -> places.merge(minute, 1, Integer::sum));
    assertThat(places.values()).as("counted twice").allMatch(times -> times == 1);
    assertThat(offered).containsAll(places.keySet());
    assertThat(places.keySet()).as("what was written").containsAll(written);
    assertThat(atCentre).isNotEmpty();
    writeTable(spooled);
  }

  private Path folder(int spool) {
    return folder.resolve("spool-" + spool);
  }

  /** One spool's share of the kills. */
  private Void kill(int spool) throws Exception {
    Random random = new Random(spool);
    long next = spool * MINUTES_OF_A_SPOOL;
    for (int kill = spool; kill < KILLS; kill += SPOOLS) {
      next = live(folder(spool), next, random);
    }
    return null;
  }

  /** Returns the first interval that was not offered. */
  private long live(Path spool, long first, Random random) throws Exception {
    Point[] points = Point.values();
    Point point = random.nextBoolean() ? points[random.nextInt(points.length)] : null;
    long next = first;
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SpoolVictim.class.getName(),
                spool.toString(),
                "http://127.0.0.1:" + server.getAddress().getPort(),
                Long.toString(first),
                point == null ? "none" : point.name(),
                Integer.toString(random.nextInt(60)))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int lines = point == null ? random.nextInt(200) : Integer.MAX_VALUE;
    try (BufferedReader out = victim.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (!line.startsWith("! ")) {
          continue; // a library's log
        }
        String[] words = line.split(" ", 3);
        long number = Long.parseLong(words[2]);
        (words[1].equals("offered") ? offered : written).add(number);
        next = Math.max(next, number + 1);
        if (lines-- <= 0) {
          victim.toHandle().destroyForcibly(); // the process's own would close its output
        }
      }
    }
    assertThat(victim.waitFor()).isEqualTo(137);
    if (point == null) {
      atRandom.incrementAndGet();
    } else {
      atPoint.merge(point, 1, Integer::sum);
    }
    return next;
  }

  private void writeTable(long spooled) throws IOException {
    if (!Boolean.parseBoolean(System.getenv("TEITEN_WRITE_DOCS"))) {
      return;
    }
    List<String> rows = new ArrayList<>();
    atPoint.forEach((point, times) -> rows.add("| %s | %d |%n".formatted(point, times)));
    Files.writeString(
        Path.of("../docs/98-spool-kills.md"),
        """
        # The spool under kill -9

        Written by `./test.sh --long spool-kills` on commit %s, %s, %s.

        A process that writes intervals as fast as it can, and ships them three at a time to a centre that loses a tenth of its
        answers after storing, was killed at seeded moments: at points within what it asks of the disk, and at random ones
        (SIGKILL). Four spools at a time, each with its share of the kills. Intervals:

        | kills | offered | at the centre | in the spool | being written at a kill | counted twice |
        |---|---|---|---|---|---|
        | %d | %d | %d | %d | %d | 0 |

        | moment | kills |
        |---|---|
        | random | %d |
        %s"""
            .formatted(
                System.getProperty("teiten.commit", "unknown"),
                LocalDate.now(ZoneOffset.UTC),
                machine(),
                KILLS,
                offered.size(),
                atCentre.size(),
                spooled,
                offered.size() - atCentre.size() - spooled,
                atRandom.get(),
                String.join("", rows)));
  }

  private static String machine() throws IOException {
    String processor =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown processor");
    return "%d × %s, Linux %s, JDK %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            processor,
            System.getProperty("os.version"),
            System.getProperty("java.version"));
  }
}
