// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.central.Batch;
import org.teiten.central.Run;
import org.teiten.flowtuple.batch.EpochKind;

class BackupTest {
  private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final String STORE = "store: {memory_limit: 256MiB, min_free: 0B}";

  @TempDir private Path folder;

  @Test
  void aBackupUnderIngestIsRestoredElsewhereAndWhatCameAfterItIsTakenOnce() throws Exception {
    Path target = folder.resolve("backup");
    Path restored = folder.resolve("restored");
    List<Batch> sent;
    ProcessCentre.EnrolledSensor sensor;
    try (ProcessCentre centre = new ProcessCentre(folder, QUICK, "", STORE)) {
      centre.start();
      sensor = centre.enrol("tokyo-1");
      Path audit = Files.createDirectories(folder.resolve("data/audit"));
      Files.writeString(audit.resolve("2026-07.jsonl"), "{\"a\":1}\n{\"torn");
      Files.writeString(audit.resolve("lock"), "");
      Files.writeString(
          Files.createDirectories(folder.resolve("data/notices/1")).resolve("notice.json"), "{}");
      Neighbour delivering = new Neighbour(sensor);
      try (delivering) {
        await().atMost(ProcessCentre.PATIENCE).until(() -> delivering.stored() > 5);
        Run.Result made = Run.command("backup", "--config", centre.config, target);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.out()).contains(target + " holds", "1 sensors");
        long atTheEnd = delivering.stored();
        await().atMost(ProcessCentre.PATIENCE).until(() -> delivering.stored() > atTheEnd + 2);
      }
      sent = delivering.sent();
      Run.Result again = Run.command("backup", "--config", centre.config, target);
      assertThat(again.code()).isEqualTo(2);
      assertThat(again.err()).contains("is there already; name a new folder");
      assertThat(centre.stop()).isZero();
    }
    long inBackup = batches(target);
    assertThat(inBackup).isBetween(6L, (long) sent.size() - 3);
    requirePrivate(target);
    assertThat(target.resolve("data/audit/2026-07.jsonl")).hasContent("{\"a\":1}\n");
    assertThat(target.resolve("data/notices/1/notice.json")).exists();
    assertThat(target.resolve("data/control.json")).doesNotExist();
    assertThat(target.resolve("settings/central-store.yaml")).content().contains("retention:");

    Run.Result back =
        Run.command(
            "restore",
            "--config",
            folder.resolve("central-store.yaml"),
            "--data",
            restored,
            target);
    assertThat(back.code()).as(back.err()).isZero();
    assertThat(back.out()).contains("The store holds " + inBackup + " batches");
    Run.Result full =
        Run.command(
            "restore",
            "--config",
            folder.resolve("central-store.yaml"),
            "--data",
            restored,
            target);
    assertThat(full.code()).isEqualTo(2);
    assertThat(full.err()).contains("is not empty; restore into an empty folder");

    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    try (ProcessCentre other = new ProcessCentre(elsewhere, QUICK, "", STORE)) {
      Files.move(restored, elsewhere.resolve("data"));
      other.start();
      List<Integer> answers = new ArrayList<>();
      ProcessCentre.EnrolledSensor same = other.known(sensor);
      for (Batch batch : sent) {
        answers.add(same.put(batch).statusCode());
      }
      assertThat(answers.subList(0, (int) inBackup)).containsOnly(200);
      assertThat(answers.subList((int) inBackup, sent.size())).containsOnly(201);
      assertThat(same.put(sent.get(sent.size() - 1)).statusCode()).isEqualTo(200);
      assertThat(other.stop()).isZero();
    }
  }

  private static long batches(Path backup) throws IOException {
    JsonNode manifest = Answers.JSON.readTree(backup.resolve("backup.json").toFile());
    return manifest.get("books").get("batches").asLong();
  }

  private static void requirePrivate(Path backup) throws IOException {
    try (Stream<Path> all = Files.walk(backup)) {
      for (Path one : all.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one)))
            .as("%s", one)
            .isEqualTo(Files.isDirectory(one) ? "rwx------" : "rw-------");
      }
    }
  }

  private Path configuration() throws IOException {
    return Files.writeString(folder.resolve("central-store.yaml"), "data: data\n" + STORE + "\n");
  }

  private Path backedUp(Path config) throws Exception {
    try (CentreUnderTest centre = new CentreUnderTest(folder.resolve("data"))) {
      centre.restore(
          Batch.of("archive", 1, 0)
              .kind(EpochKind.CAPTURE)
              .minute("2025-06-15T10:00:00Z")
              .tcp("203.0.113.5", 22, 5)
              .and());
    }
    Path target = folder.resolve("backup");
    Run.Result made = Run.command("backup", "--config", config, target);
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("1 batches of 1 sensors: 5 packets in 1 intervals");
    return target;
  }

  @Test
  void aBackupThatWasChangedIsNotRestored() throws Exception {
    Path config = configuration();
    Path target = backedUp(config);
    Path store = target.resolve("data/teiten.duckdb");
    byte[] bytes = Files.readAllBytes(store);
    bytes[bytes.length / 2] ^= 1;
    Files.write(store, bytes);
    Path empty = folder.resolve("empty");

    Run.Result changed = Run.command("restore", "--config", config, "--data", empty, target);
    assertThat(changed.code()).isEqualTo(1);
    assertThat(changed.err()).contains("teiten.duckdb is not what was backed up");
    Files.delete(store);
    assertThat(Run.command("restore", "--config", config, "--data", empty, target).err())
        .contains("is missing: the backup is not whole");
    assertThat(empty).doesNotExist();
    assertThat(Run.command("restore", "--config", config, "--data", empty, folder).err())
        .contains("is no backup");
  }

  @Test
  void nobodyOpensWhatWasRestoredByHalf() throws Exception {
    Path config = configuration();
    backedUp(config);
    Path half = Files.createDirectories(folder.resolve("half"));
    Files.writeString(half.resolve("teiten.duckdb.restoring"), "half of it");

    Run.Result opened =
        Run.command(
            "rank",
            "ports",
            "--config",
            config,
            "--data",
            half,
            "--from=2025-06-15",
            "--to=2025-06-15");
    assertThat(opened.code()).isEqualTo(1);
    Run.Result imported = Run.command("import", "--config", config, "--data", half, config);
    assertThat(imported.code()).isEqualTo(1);
    assertThat(imported.err())
        .contains("did not come to its end; empty the folder and restore again");
  }

  @Test
  void aBackupForWhichThereIsNoRoomIsNotBegun() throws Exception {
    Path config = configuration();
    backedUp(config);
    Path small = Files.createDirectories(folder.resolve("small"));
    Assumptions.assumeTrue(
        FullDiskTest.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()) == 0,
        "needs the right to mount a small file system");
    try {
      Run.Result refused = Run.command("backup", "--config", config, small.resolve("backup"));
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("the backup needs about", "1 MB free");
      try (Stream<Path> left = Files.list(small)) {
        assertThat(left).isEmpty();
      }
    } finally {
      FullDiskTest.run("umount", "--lazy", small.toString());
    }
  }
}
