// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.teiten.checks.simulator.model.AsNumber;
import org.teiten.checks.simulator.model.Country;
import org.teiten.flowtuple.IpPrefix;

/**
 * The IPv4 addresses of the world by country and AS, from the databases that the centre enriches
 * with (config/origin), so that enrichment gives back what was drawn. Special-purpose ranges and
 * what only one of the two kinds of database knows are left out.
 */
final class SourceSpace {
  private record Dated(String resource, LocalDate day) {}

  private static final List<Dated> COUNTRY_DATABASES =
      List.of(
          new Dated("origin/country-2017-05-04.csv.gz", LocalDate.of(2017, 5, 4)),
          new Dated("origin/country-ipv4.csv.gz", LocalDate.of(2026, 6, 17)));
  private static final String NETWORKS = "origin/asn-ipv4.csv.gz";
  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  /** What IANA's registries (RFC 6890 and successors) do not call globally reachable. */
  static final List<IpPrefix> SPECIAL =
      List.of(
          IpPrefix.parse("0.0.0.0/8"),
          IpPrefix.parse("10.0.0.0/8"),
          IpPrefix.parse("100.64.0.0/10"),
          IpPrefix.parse("127.0.0.0/8"),
          IpPrefix.parse("169.254.0.0/16"),
          IpPrefix.parse("172.16.0.0/12"),
          IpPrefix.parse("192.0.0.0/24"),
          IpPrefix.parse("192.0.2.0/24"),
          IpPrefix.parse("192.88.99.0/24"),
          IpPrefix.parse("192.168.0.0/16"),
          IpPrefix.parse("198.18.0.0/15"),
          IpPrefix.parse("198.51.100.0/24"),
          IpPrefix.parse("203.0.113.0/24"),
          IpPrefix.parse("224.0.0.0/4"),
          IpPrefix.parse("240.0.0.0/4"));

  private static final Map<Set<String>, SourceSpace> LOADED = new ConcurrentHashMap<>();

  private final Map<Country, AddressPool> pools = new TreeMap<>();
  private final String digest;

  private SourceSpace(Set<String> countryDatabases) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    OriginRanges[] layers = new OriginRanges[countryDatabases.size() + 2];
    layers[0] = OriginRanges.read(NETWORKS, Integer::parseUnsignedInt, sha256);
    layers[1] = OriginRanges.allBut(SPECIAL);
    int i = 2;
    for (String database : countryDatabases) {
      layers[i++] = OriginRanges.read(database, SourceSpace::countryNumber, sha256);
    }
    intersect(layers);
    this.digest = HexFormat.of().formatHex(sha256.digest());
  }

  /** The addresses whose country is the same on all those days, by the database nearest in date. */
  static SourceSpace of(LocalDate from, LocalDate to) {
    Set<String> databases = new TreeSet<>(List.of(nearest(from), nearest(to)));
    return LOADED.computeIfAbsent(databases, SourceSpace::new);
  }

  private static String nearest(LocalDate day) {
    return COUNTRY_DATABASES.stream()
        .min(Comparator.comparing(each -> Math.abs(ChronoUnit.DAYS.between(each.day(), day))))
        .orElseThrow()
        .resource();
  }

  /** SHA-256 of the databases' files. */
  String digest() {
    return digest;
  }

  /** A country's addresses; empty if none are known. */
  AddressPool pool(Country country) {
    return pools.getOrDefault(country, new AddressPool());
  }

  /** Where an AS has addresses, and which. */
  Map<Country, AddressPool> pools(AsNumber network) {
    Map<Country, AddressPool> found = new TreeMap<>();
    pools.forEach(
        (country, pool) -> {
          AddressPool part = pool.ofNetwork(network.number());
          if (part.addresses() > 0) {
            found.put(country, part);
          }
        });
    return found;
  }

  /** All countries, those with most addresses first. */
  List<Country> bySize() {
    return pools.keySet().stream()
        .sorted(
            Comparator.<Country>comparingLong(country -> -pools.get(country).addresses())
                .thenComparing(country -> country))
        .toList();
  }

  private static int countryNumber(String code) {
    return CODES.contains(code) ? code.charAt(0) << 8 | code.charAt(1) : 0;
  }

  /** Layer 0 gives the AS, the last one the country; all countries must agree. */
  private void intersect(OriginRanges[] layers) {
    Map<Integer, AddressPool> byNumber = new HashMap<>();
    int[] at = new int[layers.length];
    long position = 0;
    while (true) {
      long from = position;
      long to = Long.MAX_VALUE;
      for (int i = 0; i < layers.length; i++) {
        OriginRanges layer = layers[i];
        while (at[i] < layer.size && layer.last[at[i]] < position) {
          at[i]++;
        }
        if (at[i] == layer.size) {
          byNumber.forEach((number, pool) -> pools.put(countryOf(number), pool));
          return;
        }
        from = Math.max(from, layer.first[at[i]]);
        to = Math.min(to, layer.last[at[i]]);
      }
      if (from <= to && agree(layers, at)) {
        int country = layers[layers.length - 1].value[at[layers.length - 1]];
        byNumber
            .computeIfAbsent(country, number -> new AddressPool())
            .append(from, to, layers[0].value[at[0]]);
      }
      position = Math.max(from <= to ? to + 1 : from, position + 1);
    }
  }

  private static boolean agree(OriginRanges[] layers, int[] at) {
    for (int i = 3; i < layers.length; i++) {
      if (layers[i].value[at[i]] != layers[2].value[at[2]]) {
        return false;
      }
    }
    return true;
  }

  private static Country countryOf(int number) {
    return new Country(new String(new char[] {(char) (number >>> 8), (char) (number & 0xff)}));
  }
}
