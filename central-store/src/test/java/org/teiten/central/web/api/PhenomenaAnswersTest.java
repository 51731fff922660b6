// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.teiten.central.account.Access;
import org.teiten.central.account.Role;
import org.teiten.central.account.Scope;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.observe.PhenomenaClaims;
import org.teiten.central.web.ControlEndpoint;

class PhenomenaAnswersTest {
  private static final Access PARTNER =
      new Access(Role.PARTNER, new Scope(List.of("campus"), List.of()));

  private static PhenomenaClaims.View view(String group, int sensors, Long sources) {
    return new PhenomenaClaims.View(group, 1.0, 2.0, 2.0, true, sensors, sensors, sources);
  }

  private static PhenomenaClaims.Claim claim(
      String id, long sourcesAdded, PhenomenaClaims.View... views) {
    return new PhenomenaClaims.Claim(
        id,
        "rise",
        "scan",
        "23/tcp",
        "JP",
        List.of(64_500L),
        "2026-06-15",
        null,
        3.0,
        0.5,
        12_345,
        sourcesAdded,
        0.001,
        1,
        2,
        "global",
        List.of(views),
        List.of(
            new PhenomenaClaims.Carrier("network", "64500", 0.9),
            new PhenomenaClaims.Carrier("sensor", "domestic-1", 0.4),
            new PhenomenaClaims.Carrier("fingerprint", "mirai", 0.8)),
        List.of());
  }

  private static PhenomenaClaims claims(PhenomenaClaims.Claim... all) {
    return new PhenomenaClaims(
        "2026-06-01",
        "2026-06-30",
        "UTC",
        null,
        new Coverage(1, 1, 0, List.of(), null),
        List.of(),
        false,
        List.of(all),
        List.of(),
        List.of(),
        List.of(new PhenomenaClaims.Blind("domestic-1", "2026-06-01", "2026-06-02")));
  }

  @Test
  void aChangeOfTheWholeNamesNeitherNetworksNorSensorsNorGroupsOfOthers() {
    PhenomenaClaims claims =
        claims(claim("shown", 1_234, view("campus", 1, 30L), view("domestic", 3, 40L)));
    ObjectNode json = ControlEndpoint.JSON.valueToTree(claims);

    assertThat(PhenomenaAnswers.coarsen(PARTNER, json, claims)).isZero();

    assertThat(json.at("/phenomena/0/packets_added").asLong()).isEqualTo(12_000);
    assertThat(json.at("/phenomena/0/sources_added").asLong()).isEqualTo(1_200);
    assertThat(json.at("/phenomena/0/explained_by")).hasSize(1);
    assertThat(json.at("/phenomena/0/seen_by/0/group").asText()).isEqualTo("campus");
    assertThat(json.toString()).doesNotContain("64500").doesNotContain("domestic");
  }

  @Test
  void aChangeThatFewSourcesOrFewSensorsOfOthersCarryIsWithheld() {
    PhenomenaClaims claims =
        claims(
            claim("few-source-days", 9, view("domestic", 3, 40L)),
            claim("one-source-on-many-days", 60, view("domestic", 3, 1L)),
            claim("few-sensors", 60, view("campus", 5, 40L), view("domestic", 2, 40L)),
            claim("shown", -60, view("domestic", 3, 40L)));
    ObjectNode json = ControlEndpoint.JSON.valueToTree(claims);

    assertThat(PhenomenaAnswers.coarsen(PARTNER, json, claims)).isEqualTo(3);

    assertThat(json.path("phenomena"))
        .extracting(one -> one.path("id").asText())
        .containsExactly("shown");
  }
}
