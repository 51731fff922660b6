// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.flowtuple.batch.EpochKind;

class NoticeRulesTest {
  @TempDir private Path folder;

  private NoticeCentre centre;

  private void centre(String rule, int mostSources) throws IOException {
    centre =
        new NoticeCentre(
            folder, "rules: [{name: small, " + rule + "}]", "most_sources: " + mostSources);
  }

  @AfterEach
  void stops() throws IOException {
    if (centre != null) {
      centre.close();
    }
  }

  @Test
  void whatMeetsARuleIsApprovedInItsNameAndGoesOut() throws IOException {
    centre(
        "organisations: [campus], formats: [shadowserver, intelmq, xarf], most_sources: 2,"
            + " least_packets: 3, least_sensors: 1",
        10);

    Run.Result draft = centre.draft();

    assertThat(draft.out()).contains("is approved by the rule small.");
    String id = draft.out().substring(0, draft.out().indexOf(' '));
    assertThat(centre.status(id)).isEqualTo("approved");
    assertThat(centre.notices("show", id).out()).contains("approved by rule small");
    assertThat(centre.notices("send").out()).contains("1 sent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "organisations: [other], most_sources: 9",
        "formats: [shadowserver], most_sources: 9",
        "most_sources: 1",
        "most_sources: 9, least_packets: 4",
        "most_sources: 9, least_sensors: 2"
      })
  void whatMeetsNoRuleWaitsForAHuman(String rule) throws IOException {
    centre(rule, 10);

    assertThat(centre.status(centre.drafted())).isEqualTo("draft");
    assertThat(centre.notices("send").out()).contains("0 sent, 0 waiting");
    assertThat(centre.server().taken()).isEmpty();
  }

  @Test
  void theBrakeHoldsForRulesOverADay() throws IOException {
    centre("most_sources: 9", 3);
    assertThat(centre.draft().out()).contains("is approved by the rule");
    Path more = folder.resolve("more");
    Batch.of("tokyo-1", 1, 1)
        .kind(EpochKind.CAPTURE)
        .minute("2026-06-16T10:00:00Z")
        .tcp("133.11.0.1", 22, 4)
        .tcp("133.11.0.2", 22, 4)
        .and()
        .writeTo(more);
    Run.command("import", "--config", centre.config(), more);

    Run.Result second =
        centre.notices("draft", "--from", "2026-06-16", "--to", "2026-06-16", "--by", "sato");

    assertThat(second.out())
        .contains("campus, 2 sources")
        .contains("needs a human: rules would have approved more than most_sources")
        .doesNotContain("is approved by the rule");
    String id = second.out().substring(0, second.out().indexOf(' '));
    assertThat(centre.status(id)).isEqualTo("draft");
  }

  @Test
  void nobodyPassesForARule() throws IOException {
    centre("most_sources: 1", 10);
    String id = centre.drafted();

    assertThat(centre.notices("approve", id, "--by", "rule small").err())
        .contains("'rule small' is no person");
    assertThat(centre.status(id)).isEqualTo("draft");
  }

  @Test
  void checkNamesAnOrganisationThatIsNotThere() throws IOException {
    centre("organisations: [campuss], most_sources: 1", 10);

    assertThat(Run.command("check", "--config", centre.config()).err())
        .contains("notices.rules: small names campuss, which is in no file of notices.contacts");
  }
}
