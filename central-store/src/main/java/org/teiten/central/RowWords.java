// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.List;
import java.util.Locale;
import org.teiten.central.analyse.RankAnswer;
import org.teiten.central.analyse.RankSubject;

/** How the subject of a row is written. */
final class RowWords {
  private static final String UNATTRIBUTED = "unattributed";

  private RowWords() {}

  /** The title of a table. */
  static String title(RankSubject subject) {
    return switch (subject) {
      case PORTS -> "destination ports";
      case COUNTRIES -> "source regions";
      case NETWORKS -> "source networks";
      case SENSORS -> "sensors";
      case FINGERPRINTS -> "fingerprints";
    };
  }

  /** The heads of the two columns that say what a row is about. */
  static List<String> heads(RankSubject subject) {
    return switch (subject) {
      case PORTS -> List.of("Port", "Service");
      case COUNTRIES -> List.of("Region", "Name");
      case NETWORKS -> List.of("Network", "Name");
      case SENSORS -> List.of("Sensor", "Group");
      case FINGERPRINTS -> List.of("Fingerprint", "");
    };
  }

  /** What a row is about, in one word. */
  static String what(RankSubject subject, RankAnswer.Row row) {
    return switch (subject) {
      case PORTS -> port(row);
      case COUNTRIES -> row.country();
      case NETWORKS -> row.network() == null ? row.country() : "AS" + row.network();
      case SENSORS -> row.sensor();
      case FINGERPRINTS -> row.fingerprint();
    };
  }

  /** More of it; may be empty. */
  static String name(RankSubject subject, RankAnswer.Row row) {
    String name =
        switch (subject) {
          case PORTS -> row.service();
          case COUNTRIES -> countryName(row.country());
          case NETWORKS -> row.network() == null ? countryName(row.country()) : row.name();
          case SENSORS -> row.group();
          case FINGERPRINTS -> row.fingerprint().equals("none") ? "no known mark" : null;
        };
    return name == null ? "" : name;
  }

  /** What a row is about as cells of CSV, without the code, which is always null. */
  static List<Object> cells(RankSubject subject, RankAnswer.Row row) {
    return switch (subject) {
      case PORTS -> java.util.Arrays.asList(row.protocol(), row.port(), row.type(), row.service());
      case COUNTRIES -> java.util.Arrays.asList(row.country());
      case NETWORKS -> java.util.Arrays.asList(row.network(), row.name(), row.country());
      case SENSORS -> java.util.Arrays.asList(row.sensor(), row.group());
      case FINGERPRINTS -> java.util.Arrays.asList(row.fingerprint());
    };
  }

  private static String port(RankAnswer.Row row) {
    if (row.type() != null) {
      return row.type() + "/" + row.protocol();
    }
    if (row.port() != null) {
      return row.port() + "/" + row.protocol();
    }
    return row.protocol() instanceof Number
        ? "protocol " + row.protocol()
        : row.protocol() + ", no port";
  }

  private static String countryName(String country) {
    return switch (country) {
      case "special" -> "special-purpose addresses";
      case "unknown" -> "in no database";
      case UNATTRIBUTED -> "rows without source";
      default -> new Locale.Builder().setRegion(country).build().getDisplayCountry(Locale.ENGLISH);
    };
  }
}
