// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorCheckTest {
  @TempDir Path folder;

  @Test
  void knowsAnInterfaceThatHasNoAddressOfAnyKind() throws Exception {
    NamespaceFixture namespace = NamespaceFixture.create("check");
    try {
      namespace.exec(
          "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/vt0/disable_ipv6; ip address show vt0");
      Path config =
          Files.writeString(
              folder.resolve("sensor.yaml"),
              """
              sensor: check-1
              interface: vt0
              monitored: [203.0.113.0/24]
              spool:
                directory: %s
              centre:
                url: http://127.0.0.1:1
              """
                  .formatted(folder.resolve("spool")));
      Path log = folder.resolve("check.log");
      Process check =
          namespace.start(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  "org.teiten.sensor.SensorCommand",
                  "check",
                  "--config",
                  config.toString()),
              log);
      assertThat(check.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(log)).doesNotContain("there is no interface");
      assertThat(check.exitValue()).isZero();
    } finally {
      namespace.delete();
    }
  }
}
