// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainTextTest {
  @Test
  void keepsWhatNamesAreMadeOf() {
    String name = "=1+1 <b>&\"'</b> NTT ドコモ, 髙﨑 Ünïcode 𠮷\ttab";

    assertThat(PlainText.of(name)).isEqualTo(name);
  }

  @Test
  void replacesWhatSteersATerminalOrTurnsTextAround() {
    assertThat(PlainText.of("a\u001b[31mb\u0007\u009bc\u202ed\u2067e\rf\u0000"))
        .isEqualTo("a\ufffd[31mb\ufffd\ufffdc\ufffdd\ufffde\ufffdf\ufffd");
  }

  @Test
  void namesOfNetworksAndServicesAreMadeHarmlessWhenTheyAreRead(@TempDir Path folder)
      throws IOException {
    Path networks = Files.writeString(folder.resolve("as.csv"), "2516,K\u001b[2JDDI\u202e\n");
    Path services = Files.writeString(folder.resolve("services.csv"), "23/tcp,tel\u001b]0;net\n");

    assertThat(NetworkNames.of(networks).of(2516)).isEqualTo("K\ufffd[2JDDI\ufffd");
    assertThat(ServiceNames.read(services).of("tcp", 23)).isEqualTo("tel\ufffd]0;net");
  }
}
