// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sensor's life between two real processes: invited, enrolled, delivering, revoked, back. */
class EnrolmentIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String STORED = "teiten_ship_attempts_batches_total{result=\"stored\"}";

  @TempDir Path folder;

  @Test
  void enrolledSensorDeliversAndARevokedOneKeepsItsBatchesUntilItIsBack() throws Exception {
    try (Telescope telescope = Telescope.createWithTls(folder)) {
      telescope.startCentre();
      ChildProcess.Outcome tooEarly = telescope.sensor("run");
      assertThat(tooEarly.exit()).isEqualTo(2);
      assertThat(tooEarly.err()).contains("teiten-sensor enrol " + Settings.CENTRE_TLS + " TOKEN");

      String token = enrol(telescope);
      telescope.startSensor();
      awaitStored(telescope, 3);
      assertThat(telescope.central("sensors", "list", "--format", "json").out())
          .contains("\"sensor\" : \"tokyo-1\"", "\"state\" : \"active\"", "\"group\" : \"jp\"")
          .contains("\"lag_seconds\" : 0", "no packet to its addresses ever came");
      Namespaces.shell(telescope.namespaces.sensor, "ip link set mon0 down");
      await("the centre tells a blind sensor from a quiet one")
          .atMost(PATIENCE)
          .until(
              () -> {
                String list = telescope.central("sensors", "list").out();
                return list.contains("blind")
                    && list.contains("it observes nothing: interface mon0");
              });
      Namespaces.shell(telescope.namespaces.sensor, "ip link set mon0 up");

      telescope.central("sensors", "revoke", Telescope.SENSOR_ID).orThrow("revoke");
      assertThat(telescope.central("sensors", "list").out()).contains("revoked at 20");
      await("the sensor is told")
          .atMost(PATIENCE)
          .until(() -> telescope.sensorHealth().contains("the certificate of tokyo-1 was revoked"));
      await("batches wait")
          .atMost(PATIENCE)
          .until(() -> telescope.sensorMetrics().sum("teiten_spool_waiting_batches") > 2);
      assertThat(telescope.stopSensor().exit()).isZero();
      assertThat(batchesIn(telescope.spool())).isGreaterThan(2);
      assertThat(telescope.sensorOutput()).contains("HTTP 403", "ask the centre for an invitation");
      assertThat(telescope.centreOutput()).contains("a sensor is refused (403)");

      ChildProcess.Outcome again = telescope.sensor("enrol", Settings.CENTRE_TLS, token);
      assertThat(again.exit()).isEqualTo(1);
      assertThat(again.err()).contains("the token for tokyo-1 was used at");
      enrol(telescope);
      telescope.startSensor();
      await("what waited is delivered")
          .atMost(PATIENCE)
          .until(() -> telescope.sensorMetrics().sum("teiten_spool_waiting_batches") == 0);
      assertThat(telescope.stopSensor().exit()).isZero();
      assertThat(batchesIn(telescope.spool())).isZero();
      assertThat(telescope.stopCentre().exit()).isZero();
      assertThat(telescope.sensorOutput() + telescope.centreOutput()).doesNotContain(token);
    }
  }

  private static String enrol(Telescope telescope) {
    ChildProcess.Outcome invited =
        telescope.central("sensors", "invite", Telescope.SENSOR_ID, "--group", "jp");
    String token = invited.orThrow("invite").out().strip();
    assertThat(invited.err()).contains("teiten-sensor enrol " + Settings.CENTRE_TLS + " TOKEN");
    telescope.sensor("enrol", Settings.CENTRE_TLS, token).orThrow("enrol");
    return token;
  }

  private static void awaitStored(Telescope telescope, int batches) {
    await(batches + " batches are stored")
        .atMost(PATIENCE)
        .until(
            () ->
                telescope
                    .sensorMetrics()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(STORED))
                    .mapToDouble(line -> Double.parseDouble(line.substring(STORED.length())))
                    .anyMatch(stored -> stored >= batches));
  }

  private static long batchesIn(Path spool) throws IOException {
    try (Stream<Path> files = Files.list(spool)) {
      return files.filter(file -> file.toString().endsWith(".avro")).count();
    }
  }
}
