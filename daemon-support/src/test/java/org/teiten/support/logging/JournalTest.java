// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir Path folder;

  @Test
  void knowsTheJournalByDeviceAndInode() throws IOException {
    Path stream = Files.createFile(folder.resolve("stream"));
    String right =
        Files.getAttribute(stream, "unix:dev") + ":" + Files.getAttribute(stream, "unix:ino");
    assertThat(Journal.isStream(right, stream)).isTrue();
    assertThat(Journal.isStream("1:" + Files.getAttribute(stream, "unix:ino"), stream)).isFalse();
    assertThat(Journal.isStream("journal", stream)).isFalse();
    assertThat(Journal.isStream(null, stream)).isFalse();
    assertThat(Journal.isStream(right, folder.resolve("absent"))).isFalse();
  }
}
