// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dated list of databases, and the choice among them (design §6). */
public final class OriginDatabases {
  private static final int CACHED_DAYS = 4_096;

  private final List<OriginDatabase> databases = new ArrayList<>();
  private final Map<LocalDate, Origin> days = new ConcurrentHashMap<>();

  public OriginDatabases(List<OriginDatabaseConfig> configs) {
    configs.forEach(config -> databases.add(new OriginDatabase(config)));
  }

  /**
   * Reads every database now.
   *
   * @throws IOException that names the file and what is wrong
   */
  public void load() throws IOException {
    for (OriginDatabase database : databases) {
      database.load();
    }
  }

  /** Origins as of a day, UTC. */
  public Origin asOf(LocalDate day) {
    Origin known = days.get(day);
    if (known != null) {
      return known;
    }
    Origin origin =
        new Origin(
            nearest(OriginKind.COUNTRY, 4, day).orElse(null),
            nearest(OriginKind.COUNTRY, 6, day).orElse(null),
            nearest(OriginKind.ASN, 4, day).orElse(null),
            nearest(OriginKind.ASN, 6, day).orElse(null));
    if (days.size() < CACHED_DAYS) {
      days.put(day, origin);
    }
    return origin;
  }

  /** The database nearest in date; of two equally near the earlier one. */
  private Optional<OriginDatabase> nearest(OriginKind kind, int ipVersion, LocalDate day) {
    OriginDatabase best = null;
    for (OriginDatabase database : databases) {
      if (database.kind() == kind
          && database.family().covers(ipVersion)
          && (best == null || nearer(database, best, day))) {
        best = database;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean nearer(OriginDatabase a, OriginDatabase b, LocalDate day) {
    long distanceA = Math.abs(ChronoUnit.DAYS.between(a.date(), day));
    long distanceB = Math.abs(ChronoUnit.DAYS.between(b.date(), day));
    return distanceA < distanceB || (distanceA == distanceB && a.date().isBefore(b.date()));
  }
}
