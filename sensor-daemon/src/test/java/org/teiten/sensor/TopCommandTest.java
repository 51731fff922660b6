// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture.Ran;
import org.teiten.sensor.top.LiveView;
import org.teiten.sensor.top.TopScreenTest;
import org.teiten.support.config.ListenAddress;
import org.teiten.support.metrics.Health;
import org.teiten.support.metrics.MetricsRegistry;
import org.teiten.support.metrics.StatusServer;

class TopCommandTest {
  private static final LiveView VIEW = TopScreenTest.view(90_000, 1_000, List.of());

  @TempDir Path folder;

  private Ran top(int port, Object... more) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interface: lo
            monitored: [203.0.113.0/24]
            http: {listen: "127.0.0.1:%d"}
            centre: {url: "http://127.0.0.1:8480"}
            """
                .formatted(port));
    Object[] words = new Object[more.length + 3];
    words[0] = "top";
    words[1] = "--config";
    words[2] = config;
    System.arraycopy(more, 0, words, 3, more.length);
    return CommandLineFixture.run(words);
  }

  private static StatusServer server(Map<String, Supplier<Optional<String>>> documents)
      throws IOException {
    return new StatusServer(
        new ListenAddress("127.0.0.1", 0), new MetricsRegistry(), () -> Health.OK, documents);
  }

  @Test
  void printsOneScreenWhereThereIsNoTerminal() throws Exception {
    try (StatusServer server = server(Map.of(LiveView.PATH, () -> Optional.of(VIEW.json())))) {
      Ran ran = top(server.address().getPort());
      assertThat(ran.code()).as(ran.err()).isZero();
      assertThat(ran.out()).startsWith("teiten-sensor test  tokyo-1 at eth0").contains("445/tcp");
      Ran json = top(server.address().getPort(), "--format", "json");
      assertThat(LiveView.parse(json.out())).isEqualTo(VIEW);
    }
  }

  @Test
  void saysThatNoSensorAnswers() throws Exception {
    Ran ran = top(1);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.err())
        .contains("no sensor answers at http.listen, 127.0.0.1:1", "systemctl status");
  }

  @Test
  void saysThatSomethingElseAnswers() throws Exception {
    try (StatusServer server = server(Map.of())) {
      Ran ran = top(server.address().getPort());
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).contains("/top is answered 404 by another program, or an older sensor");
    }
  }

  @Test
  void refusesToBeAskedForNothing() throws Exception {
    assertThat(top(1, "--count", "0").code()).isEqualTo(2);
    assertThat(top(1, "--every", "0").code()).isEqualTo(2);
  }
}
