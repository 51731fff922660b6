// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditJournalTest {
  @TempDir private Path data;

  private AuditJournal at(String time) {
    return new AuditJournal(data, Clock.fixed(Instant.parse(time), ZoneOffset.UTC));
  }

  private Path month(String month) {
    return data.resolve("audit").resolve(month + ".jsonl");
  }

  private void threeOverTwoMonths() throws IOException {
    at("2026-10-31T23:59:00Z").add("sato", "sources.read", Map.of("sources", "3"));
    at("2026-11-01T00:01:00Z").add("sato", "sources.read", Map.of("sources", "4"));
    at("2026-11-02T00:01:00Z").add("suzuki", "account.added", Map.of("account", "x"));
  }

  @Test
  void bindsEachLineToTheOneBeforeOverMonths() throws IOException {
    threeOverTwoMonths();

    AuditJournal journal = at("2026-12-01T00:00:00Z");
    assertThat(journal.verify().entries()).isEqualTo(3);
    assertThat(journal.verify().last()).isEqualTo(journal.read(2, 10).get(0).hash());
    assertThat(journal.read(0, 2)).extracting(AuditEntry::number).containsExactly(1L, 2L);
    assertThat(journal.read(1, 10)).extracting(AuditEntry::number).containsExactly(2L, 3L);
    assertThat(journal.read(3, 10)).isEmpty();
    assertThat(month("2026-11")).exists();
  }

  @Test
  void findsALineThatWasChangedAndOneThatWasTakenOut() throws IOException {
    threeOverTwoMonths();
    String lines = Files.readString(month("2026-11"));

    Files.writeString(month("2026-11"), lines.replace("\"sources\":\"4\"", "\"sources\":\"1\""));
    assertThatThrownBy(() -> at("2026-12-01T00:00:00Z").verify())
        .hasMessageContaining("2026-11.jsonl, line 1: was changed after it was written");
    Files.writeString(month("2026-11"), lines.substring(lines.indexOf('\n') + 1));
    assertThatThrownBy(() -> at("2026-12-01T00:00:00Z").verify())
        .hasMessageContaining("a line before it was taken out");
    Files.delete(month("2026-10"));
    Files.writeString(month("2026-11"), lines);
    assertThatThrownBy(() -> at("2026-12-01T00:00:00Z").verify())
        .hasMessageContaining("a line before it was taken out");
  }

  @Test
  void setsATornLastLineAsideAndGoesOn() throws IOException {
    threeOverTwoMonths();
    Files.writeString(month("2026-11"), "{\"number\":4,\"ti", StandardOpenOption.APPEND);
    assertThat(at("2026-11-03T00:00:00Z").read(0, 10)).hasSize(3);

    at("2026-11-03T00:00:00Z").add("sato", "sources.read", Map.of());

    assertThat(at("2026-11-03T00:00:00Z").verify().entries()).isEqualTo(4);
    try (Stream<Path> files = Files.list(data.resolve("audit"))) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("torn-")))
          .hasSize(1);
    }
  }

  @Test
  void keepsItsOrderWhenTheClockIsSetBack() throws IOException {
    threeOverTwoMonths();

    at("2026-09-01T00:00:00Z").add("sato", "sources.read", Map.of());

    assertThat(month("2026-09")).doesNotExist();
    assertThat(at("2026-12-01T00:00:00Z").verify().entries()).isEqualTo(4);
  }
}
