// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.enrich;

import java.nio.file.Path;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * One database of origins.
 *
 * @param name what answers call it
 * @param kind what it tells
 * @param date the day it describes
 * @param family which addresses it knows
 * @param file ranges as {@code .csv} or {@code .csv.gz} (first, last, value), or MaxMind format as
 *     {@code .mmdb}
 */
public record OriginDatabaseConfig(
    String name, OriginKind kind, AsOf date, @Default("both") AddressFamily family, Path file) {
  public OriginDatabaseConfig {
    String end = file.toString();
    new SettingChecks()
        .require(!name.isBlank(), "name", "is empty; write what answers shall call the database")
        .require(
            end.endsWith(".csv") || end.endsWith(".csv.gz") || end.endsWith(".mmdb"),
            "file",
            "must end in .csv, .csv.gz or .mmdb")
        .orThrow();
  }
}
