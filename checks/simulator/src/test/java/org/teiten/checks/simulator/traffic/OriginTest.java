// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.teiten.central.CentralConfig;
import org.teiten.central.enrich.Origin;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.enrich.SpecialPurpose;
import org.teiten.checks.simulator.Models;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.support.config.ConfigFile;

/** The centre must give back the origins that the simulator drew, with the databases it ships. */
class OriginTest {
  private static final Path CONFIG = Path.of("../../config/central-store.yaml");

  private static OriginDatabases shipped() throws Exception {
    return new OriginDatabases(ConfigFile.load(CONFIG, CentralConfig.class).origin().databases());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2017-05-01", "2026-01-01", "2021-11-20"})
  void enrichmentGivesBackCountryAndNetworkOfEverySource(String from) throws Exception {
    String to = LocalDate.parse(from).plusDays(12).toString();
    OriginDatabases databases = shipped();
    Simulation simulation = Simulation.of(Models.parse(Models.small(from, to, "")), 3);
    long rows = 0;
    for (SimulatedDay day : simulation) {
      Origin origin = databases.asOf(day.date());
      assertThat(day.startSeconds())
          .isEqualTo(day.date().atStartOfDay().toEpochSecond(ZoneOffset.ofHours(9)));
      for (int row = 0; row < day.rows(); row++) {
        long source = Integer.toUnsignedLong(day.source(row));
        assertThat(origin.country(4, 0, source)).isEqualTo(day.country(row));
        assertThat(origin.asn(4, 0, source)).isEqualTo(day.network(row));
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(10_000);
  }

  @Test
  void leavesOutTheSpecialRangesThatTheCentreLeavesOut() {
    List<IpPrefix> special =
        SpecialPurpose.ranges().stream().filter(each -> each.address().version() == 4).toList();
    assertThat(SourceSpace.SPECIAL).containsExactlyInAnyOrderElementsOf(special);
  }
}
