// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture.Ran;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.metrics.Health;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.metrics.StatusServer;

class SupportCommandTest {
  @TempDir Path folder;
  private Path config;
  private Path archive;

  @BeforeEach
  void name() {
    config = folder.resolve("sensor.yaml");
    archive = folder.resolve("out.zip");
  }

  private Ran support(int port) throws IOException {
    Files.writeString(
        config,
        """
        sensor: tokyo-1
        interface: lo
        monitored: [203.0.113.0/24, 2001:db8:77::/48]
        spool: {directory: spool}
        http: {listen: "127.0.0.1:%d"}
        centre: {url: "http://127.0.0.1:8480"}
        """
            .formatted(port));
    return CommandLineFixture.run("support", "--config", config, "--offline", "--out", archive);
  }

  private Map<String, String> texts() throws IOException {
    Map<String, String> texts = new HashMap<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  @Test
  void packsWhatHelpsWithoutASecret() throws Exception {
    try (StatusServer server =
        new StatusServer(
            new ListenAddress(InetAddress.getLoopbackAddress().getHostAddress(), 0),
            new MetricsRegistry(),
            () -> new Health(List.of("a bug wrote 203.0.113.7 and 2001:db8:77::5 here")),
            Map.of())) {
      Ran ran = support(server.address().getPort());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out())
          .contains(archive.toString(), "settings.yaml", "2 addresses of this sensor were masked");
    }
    Map<String, String> texts = texts();
    assertThat(texts.get("health.json")).contains("a bug wrote [address] and [address] here");
    assertThat(texts.get("settings.yaml")).contains("sensor: tokyo-1", "'********'");
    assertThat(texts.get("versions.txt")).contains("Java 1", "processors ");
    assertThat(texts.get("interface.txt")).contains("interface lo", "up true");
    assertThat(texts.get("doctor.txt")).contains("settings", "clock");
    assertThat(texts).containsKeys("metrics.txt", "spool.txt", "log.txt");
    assertThat(texts.values())
        .allSatisfy(text -> assertThat(text).doesNotContain("203.0.113", "2001:db8:77"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive)))
        .isEqualTo("rw-------");
  }

  @Test
  void saysInTheArchiveThatNoSensorRuns() throws Exception {
    assertThat(support(1).code()).isZero();
    assertThat(texts().get("metrics.txt")).startsWith("no sensor answers at http.listen");
  }

  @Test
  void saysThatItCannotBeWritten() throws Exception {
    archive = folder.resolve("none/out.zip");
    Ran ran = support(1);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err()).startsWith("the archive cannot be written: no such file or folder");
  }
}
