// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.teiten.central.CentralConfigs;
import org.teiten.central.Shipped;

class MaxMindRangesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 7, 1);

  @Test
  void agreesWithTheSameDatabaseAsRanges() throws Exception {
    Path checkout = Shipped.config("central-store.yaml").getParent().getParent();
    Path file = checkout.resolveSibling("shared/data/origin/geo-whois-asn-country.mmdb");
    Assumptions.assumeTrue(Files.exists(file), file + " lies beside the checkout");
    Origin maxMind =
        new OriginDatabases(
                List.of(
                    new OriginDatabaseConfig(
                        "same",
                        OriginKind.COUNTRY,
                        AsOf.parse("2026-06-17"),
                        AddressFamily.BOTH,
                        file)))
            .asOf(DAY);
    Origin ranges = new OriginDatabases(CentralConfigs.shipped().origin().databases()).asOf(DAY);
    Random random = new Random(5);
    int differing = 0;
    int known = 0;
    for (int i = 0; i < 50_000; i++) {
      boolean v6 = i % 2 == 1;
      long high = v6 ? 0x2001_0000_0000_0000L + (random.nextLong() >>> 7) : 0;
      long low = v6 ? random.nextLong() : random.nextInt() & 0xffff_ffffL;
      String country = maxMind.country(v6 ? 6 : 4, high, low);
      known += country.length() == 2 ? 1 : 0;
      differing += country.equals(ranges.country(v6 ? 6 : 4, high, low)) ? 0 : 1;
    }

    assertThat(known).isGreaterThan(20_000);
    assertThat(differing).isLessThan(50);
  }
}
