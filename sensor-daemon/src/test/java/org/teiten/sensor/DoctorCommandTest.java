// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.teiten.sensor.CommandLineFixture.Ran;

class DoctorCommandTest {
  @TempDir Path folder;

  private Ran doctor(String networkInterface, Object... more) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("sensor.yaml"),
            """
            sensor: tokyo-1
            interface: %s
            monitored: [127.0.0.0/8]
            spool: {directory: spool}
            http: {listen: "127.0.0.1:1"}
            centre: {url: "http://127.0.0.1:1"}
            """
                .formatted(networkInterface));
    Object[] words = new Object[more.length + 3];
    words[0] = "doctor";
    words[1] = "--config";
    words[2] = config;
    System.arraycopy(more, 0, words, 3, more.length);
    return CommandLineFixture.run(words);
  }

  @Test
  void tellsAFaultAndHowToMendIt() throws Exception {
    Ran ran = doctor("none0");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.out())
        .contains("there is no interface \"none0\" here")
        .containsPattern("fault +link +interface none0: No such device\n +> name another")
        .containsPattern("fault +connection +the centre does not answer at port 1: connection")
        .containsPattern("skipped +test batch +not sent")
        .containsPattern("warning +sensor +no sensor answers at http.listen, 127.0.0.1:1")
        .containsPattern("faults: \\d, warnings: \\d\n")
        .doesNotContain("127.0.0.0");
  }

  @Test
  void leavesTheCentreAloneWhenToldTo() throws Exception {
    assertThat(doctor("lo", "--offline").out())
        .containsPattern("skipped +centre +not asked")
        .doesNotContain("test batch");
  }

  @Test
  void noticesThatMonitoredAddressesAreThisHostsOwn() throws Exception {
    assertThat(doctor("lo", "--offline").out())
        .containsPattern("silence +monitored addresses are this host's own");
  }

  @Test
  void speaksJson() throws Exception {
    JsonNode findings =
        new ObjectMapper().readTree(doctor("lo", "--offline", "--format", "json").out());
    assertThat(findings.get(0).get("subject").asText()).isEqualTo("settings");
    assertThat(findings).allMatch(one -> one.hasNonNull("level") && one.hasNonNull("advice"));
  }
}
