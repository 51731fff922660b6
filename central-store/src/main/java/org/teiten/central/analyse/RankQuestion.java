// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.analyse;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.enrich.Origin;
import org.teiten.central.store.FlowFilter;
import org.teiten.flowtuple.Fingerprint;
import org.teiten.flowtuple.TrafficClass;

/**
 * A ranking in the user's words, as it stands on a command line and goes over the wire.
 *
 * @param subject what is ranked
 * @param from first day, ISO 8601
 * @param to last day, included
 * @param zone whose days
 * @param limit most rows
 * @param by what it goes by
 * @param group of sensors, null for all
 * @param port only that, null for any
 * @param country only sources of that, null for any
 * @param trafficClass scan, backscatter, other or all
 * @param network only sources of that AS, such as AS2516, null for any
 * @param sensor only that sensor, null for all
 * @param fingerprint only packets with that mark, null for any
 * @param compareGroups whether each row also says what each group of sensors saw of it
 */
public record RankQuestion(
    RankSubject subject,
    String from,
    String to,
    String zone,
    int limit,
    RankBy by,
    String group,
    String port,
    String country,
    String trafficClass,
    String network,
    String sensor,
    String fingerprint,
    boolean compareGroups) {
  /** All classes. */
  public static final String ALL = "all";

  private static final int MAX_LIMIT = 100_000;
  private static final Set<String> NO_COUNTRY =
      Set.of(Origin.SPECIAL, Origin.UNKNOWN, Origin.UNATTRIBUTED);

  /** What databases of origins also write for a country. */
  private static final Set<String> NOT_ISO = Set.of("A1", "A2", "AN", "AP", "EU", "O1", "XK");

  private static final Pattern AS = Pattern.compile("(?:AS)?([0-9]{1,10})");
  private static final long MAX_AS = 0xffff_ffffL;

  /** A question of all networks, sensors and marks. */
  public RankQuestion(
      RankSubject subject,
      String from,
      String to,
      String zone,
      int limit,
      RankBy by,
      String group,
      String port,
      String country,
      String trafficClass) {
    this(
        subject,
        from,
        to,
        zone,
        limit,
        by,
        group,
        port,
        country,
        trafficClass,
        null,
        null,
        null,
        false);
  }

  /**
   * Checks every word.
   *
   * @throws IllegalArgumentException that says which is wrong and what to write
   */
  public RankQuestion {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("the limit must be 1 to " + MAX_LIMIT + ", not " + limit);
    }
    period(from, to, zone);
    filter(port, country, trafficClass, network, fingerprint);
  }

  public Period period() {
    return period(from, to, zone);
  }

  public FlowFilter filter() {
    return filter(port, country, trafficClass, network, fingerprint);
  }

  private static Period period(String from, String to, String zone) {
    ZoneId id;
    try {
      id = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "'" + zone + "' is not a time zone; write UTC or a name such as Asia/Tokyo", e);
    }
    return new Period(date(from), date(to), id);
  }

  private static LocalDate date(String text) {
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 1970 && date.getYear() < 2200) {
        return date;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not a date; write it as 2017-04-01", e);
    }
    throw new IllegalArgumentException("'" + text + "' is not a day of 1970 to 2199");
  }

  private static FlowFilter filter(
      String port, String country, String trafficClass, String network, String fingerprint) {
    String label = trafficClass.equals(ALL) ? null : trafficClass;
    if (label != null
        && Stream.of(TrafficClass.values()).noneMatch(known -> known.label().equals(label))) {
      throw new IllegalArgumentException(
          "'"
              + trafficClass
              + "' is not a traffic class; write "
              + Arrays.stream(TrafficClass.values())
                  .map(TrafficClass::label)
                  .collect(Collectors.joining(", "))
              + " or all");
    }
    if (country != null && !isCountry(country) && !NO_COUNTRY.contains(country)) {
      throw new IllegalArgumentException(
          "'" + country + "' is not a country; write two capitals such as JP, or special, unknown");
    }
    FlowFilter ports = port == null ? FlowFilter.ALL : PortWords.parse(port);
    return new FlowFilter(
        label,
        country,
        ports.protocol(),
        ports.port(),
        ports.icmpType(),
        ports.icmpCode(),
        network == null ? null : asNumber(network),
        fingerprint == null ? null : new Fingerprint(fingerprint).label());
  }

  private static boolean isCountry(String country) {
    return Set.of(Locale.getISOCountries()).contains(country) || NOT_ISO.contains(country);
  }

  private static long asNumber(String network) {
    Matcher matcher = AS.matcher(network);
    if (matcher.matches() && Long.parseLong(matcher.group(1)) <= MAX_AS) {
      return Long.parseLong(matcher.group(1));
    }
    throw new IllegalArgumentException("'" + network + "' is not a network; write AS2516");
  }
}
