// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The shipped alerts and recording rules, by Prometheus' own tool. */
class PrometheusRulesTest {
  @Test
  void promtoolFindsEveryAlertRaisedWhenItShouldAndNotElse() throws Exception {
    boolean found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
    if (!found && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must have promtool (Debian's package prometheus)");
    }
    Assumptions.assumeTrue(found, "skipped: there is no promtool (Debian's package prometheus)");
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", "teiten-rules-test.yaml")
            .directory(Path.of("../config/prometheus").toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue()).as(said).isZero();
    assertThat(said).contains("SUCCESS");
  }
}
