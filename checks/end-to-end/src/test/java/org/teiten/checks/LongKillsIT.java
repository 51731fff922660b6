// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.checks.KillCampaign.Result;
import org.teiten.checks.KillCampaign.Victim;

/**
 * Fifty kills of each process, in campaigns of five that are written down as they end, so that an
 * interrupted run goes on where it was; the table goes to {@code docs/91-kills.md}.
 */
@Tag("long")
class LongKillsIT {
  private static final int ROUNDS = 5;
  private static final int CAMPAIGNS = 10;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void fiftyKillsLoseNothingThatWasSpooledAndCountNothingTwice(Victim victim) throws IOException {
    KillRecord record = KillRecord.ofThisCommit();
    for (int campaign = record.done(victim); campaign < CAMPAIGNS; campaign++) {
      Path own = folder.resolve(victim + "-" + campaign);
      Result result = KillCampaign.run(own, victim, ROUNDS, 1_000L * victim.ordinal() + campaign);
      KillsIT.check(result);
      if (victim == Victim.CENTRE) {
        assertThat(result.stored()).isEqualTo(result.arrived());
      }
      record.add(result);
    }
    record.writeTable();
  }
}
