// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code notices send} is killed at moments that are counted in bytes to and from the server: at
 * six, and at 24 by {@code ./test.sh --long notice-kills} (system property {@code teiten.kills}).
 */
class NoticeKillsTest {
  private static final long SEED = 20_261_129;
  private static final int MOMENTS = Integer.getInteger("teiten.kills", 6);

  /** Moments around the last byte of a mail and its answer, where it is not known what became. */
  private static final int NEAR_THE_END = MOMENTS / 3;

  private static final int NEAR = 400;

  @TempDir private Path folder;

  private NoticeCentre centre;
  private List<String> ids;

  @BeforeEach
  void twoNoticesAreApproved() throws IOException {
    centre =
        new NoticeCentre(
            folder,
            """
            organisations:
              - {id: one, name: One, prefixes: [133.11.0.1/32], contacts: [csirt@one.example]}
              - {id: two, name: Two, prefixes: [133.11.0.2/32], contacts: [csirt@two.example]}
            """,
            new String[0]);
    ids = centre.draft().out().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertThat(ids).hasSize(2);
    assertThat(
            centre
                .notices("approve", ids.get(0), ids.get(1), "--by", "suzuki", "--sources", "2")
                .code())
        .isZero();
    copy(folder.resolve("data/notices"), folder.resolve("approved"));
  }

  @AfterEach
  void stops() throws IOException {
    centre.close();
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.exists(to)) {
      try (Stream<Path> all = Files.walk(to)) {
        for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(one);
        }
      }
    }
    try (Stream<Path> all = Files.walk(from)) {
      for (Path one : all.toList()) {
        Files.copy(one, to.resolve(from.relativize(one)));
      }
    }
  }

  private long taken(String id, int before) {
    return centre.server().taken().stream()
        .skip(before)
        .filter(one -> one.from().contains(id + "-"))
        .count();
  }

  @Test
  void noNoticeIsTakenTwiceOrLostAndUncertainOnesAreSaidToBeUncertain() throws Exception {
    centre.server().after(0, () -> {});
    assertThat(centre.notices("send").out()).contains("2 sent");
    long whole = centre.server().passed();
    List<String> fates = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < MOMENTS; i++) {
      long end = i % 2 == 0 ? whole / 2 : whole;
      long moment =
          i < NEAR_THE_END
              ? end - random.nextInt(NEAR)
              : 1 + Math.floorMod(random.nextLong(), whole);
      fates.add(kill(moment));
    }
    // Before anything was handed over: whatever the others met, here nothing is uncertain.
    assertThat(kill(1)).isEqualTo("sent sent");

    assertThat(fates).as("seed %d, of %d bytes", SEED, whole).hasSize(MOMENTS);
    assertThat(fates).anyMatch(one -> one.contains("uncertain"));
  }

  /** Kills it then, lets another send the rest, and says how the notices are. */
  private String kill(long moment) throws Exception {
    copy(folder.resolve("approved"), folder.resolve("data/notices"));
    int before = centre.server().taken().size();
    AtomicReference<Process> process = new AtomicReference<>();
    centre
        .server()
        .after(
            moment,
            () -> {
              try {
                process.get().destroyForcibly().waitFor();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    process.set(
        Run.process(folder.resolve("err.txt"), "notices", "send", "--config", centre.config()));
    assertThat(process.get().waitFor(1, TimeUnit.MINUTES)).isTrue();
    centre.server().after(Long.MAX_VALUE, () -> {});

    Run.Result rest = centre.notices("send");

    List<String> fates = new ArrayList<>();
    for (String id : ids) {
      String status = centre.status(id);
      fates.add(status);
      String said = "byte " + moment + ", " + id + ", " + rest;
      if (status.equals("uncertain")) {
        assertThat(taken(id, before)).as(said).isLessThanOrEqualTo(1);
        assertThat(rest.code()).as(said).isEqualTo(1);
        assertThat(rest.out()).as(said).contains(id + " waits: it was handed over");
      } else {
        assertThat(status).as(said).isEqualTo("sent");
        assertThat(taken(id, before)).as(said).isEqualTo(1);
      }
    }
    return String.join(" ", fates);
  }
}
