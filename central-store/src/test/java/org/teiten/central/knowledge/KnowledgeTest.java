// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.teiten.central.Shipped;

class KnowledgeTest {
  private static Knowledge shipped;

  @BeforeAll
  static void read() throws Exception {
    shipped = KnowledgeFolder.read(Shipped.config("knowledge"));
  }

  @Test
  void tiesPort445OfLateMay2017ToTheWormThatUsesMs17010() {
    List<Hint> hints = match("445/tcp", "2017-05-23", "2017-06-30", Map.of("none", 1.0));
    assertThat(hints.get(0).id()).isEqualTo("wannacry");
    assertThat(hints.get(0).knownThen()).isTrue();
    assertThat(hints.get(0).cve()).contains("CVE-2017-0144");
    assertThat(hints.get(0).reason())
        .isEqualTo(
            "port 445/tcp; start 11 days after WannaCry (uses CVE-2017-0144, CVE-2017-0145) was"
                + " first seen; no Mirai mark");
  }

  @Test
  void marksApartWhatBecameKnownLater() {
    List<Hint> hints = match("445/tcp", "2017-02-10", "2017-03-10", Map.of());
    assertThat(hints).isNotEmpty().noneMatch(Hint::knownThen);
    Hint patch = hints.stream().filter(h -> h.id().equals("wannacry")).findFirst().orElseThrow();
    assertThat(patch.days()).isEqualTo(-91);
    assertThat(patch.reason()).contains("seen 91 days before WannaCry");
  }

  @Test
  void putsTheMalwareFirstWhoseMarkThePacketsBear() {
    assertThat(match("23/tcp", "2017-04-10", "2017-06-30", Map.of("mirai", 0.8)).get(0))
        .satisfies(h -> assertThat(h.id()).isEqualTo("mirai"))
        .satisfies(h -> assertThat(h.reason()).endsWith("the packets bear its mark"));
    assertThat(match("23/tcp", "2017-04-10", "2017-06-30", Map.of("mirai", 0.0)).get(0).id())
        .isEqualTo("hajime");
  }

  @Test
  void saysNothingOfPortsNobodyKnowsNorOfReplies() {
    assertThat(match("40404/udp", "2017-04-10", "2017-06-30", Map.of())).isEmpty();
    assertThat(
            shipped.match(
                new Sighting(
                    "445/tcp",
                    true,
                    LocalDate.parse("2017-05-23"),
                    LocalDate.parse("2017-06-30"),
                    Map.of())))
        .isEmpty();
  }

  @Test
  void forgetsWhatIsLongPast() {
    assertThat(match("1434/udp", "2017-04-10", "2017-06-30", Map.of())).isEmpty();
  }

  private static List<Hint> match(
      String port, String start, String end, Map<String, Double> marks) {
    return shipped.match(
        new Sighting(port, false, LocalDate.parse(start), LocalDate.parse(end), marks));
  }
}
