// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;

/**
 * Whose a source is: of the organisation with the longest prefix that holds it, else with its AS,
 * else with its country, where a national CSIRT comes last and takes what nobody else is told.
 */
public final class ContactBook {
  /** Knows nobody. */
  public static final ContactBook NOBODY = new ContactBook(List.of());

  private final List<Organisation> organisations;
  private final Map<IpPrefix, Organisation> prefixes = new HashMap<>();
  private final NavigableSet<Integer> ipv4Lengths = new TreeSet<>();
  private final NavigableSet<Integer> ipv6Lengths = new TreeSet<>();
  private final Map<Long, Organisation> networks = new HashMap<>();
  private final Map<String, Organisation> countries = new HashMap<>();
  private final Map<String, Organisation> national = new HashMap<>();

  /**
   * A claim on the same addresses by two organisations, of which the narrower one decides.
   *
   * @param narrower who is told
   * @param what the prefix, as text
   * @param wider who is not
   * @param within the prefix of the other one
   */
  public record Overlap(EntryId narrower, String what, EntryId wider, String within) {}

  /** Why an organisation was chosen. */
  public enum By {
    PREFIX,
    NETWORK,
    COUNTRY,
    NATIONAL;

    /** Its word in answers. */
    public String label() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who is told, and why. */
  public record Match(Organisation organisation, By by) {}

  ContactBook(List<Organisation> organisations) {
    this.organisations = List.copyOf(organisations);
    for (Organisation one : organisations) {
      for (IpPrefix prefix : one.prefixes()) {
        prefixes.put(prefix, one);
        lengths(prefix.address()).add(prefix.length());
      }
      one.networks().forEach(network -> networks.put(network.number(), one));
      Map<String, Organisation> byCountry = one.role() == Role.NATIONAL ? national : countries;
      one.countries().forEach(country -> byCountry.put(country.text(), one));
    }
  }

  private NavigableSet<Integer> lengths(IpAddress address) {
    return address.version() == 4 ? ipv4Lengths : ipv6Lengths;
  }

  /** All, in the order of the files. */
  public List<Organisation> organisations() {
    return organisations;
  }

  /** The organisation with that id. */
  public Optional<Organisation> organisation(String id) {
    return organisations.stream().filter(one -> one.id().text().equals(id)).findFirst();
  }

  /**
   * Who is told about a source.
   *
   * @param network AS number, 0 if unknown
   * @param country ISO 3166 alpha-2, or another word where it is not known
   * @return empty if nobody is; then a human decides
   */
  public Optional<Match> find(IpAddress source, long network, String country) {
    for (int length : lengths(source).descendingSet()) {
      Organisation one = prefixes.get(IpPrefix.holding(source, length));
      if (one != null) {
        return Optional.of(new Match(one, By.PREFIX));
      }
    }
    return match(networks.get(network), By.NETWORK)
        .or(() -> match(countries.get(country), By.COUNTRY))
        .or(() -> match(national.get(country), By.NATIONAL));
  }

  private static Optional<Match> match(Organisation organisation, By by) {
    return Optional.ofNullable(organisation).map(one -> new Match(one, by));
  }

  /** Prefixes of one organisation that lie within a prefix of another. */
  public List<Overlap> overlaps() {
    List<Overlap> overlaps = new ArrayList<>();
    for (Organisation one : organisations) {
      for (IpPrefix prefix : one.prefixes()) {
        for (int length : lengths(prefix.address()).headSet(prefix.length())) {
          IpPrefix within = IpPrefix.holding(prefix.address(), length);
          Organisation wider = prefixes.get(within);
          if (wider != null && !wider.id().equals(one.id())) {
            overlaps.add(new Overlap(one.id(), prefix.toString(), wider.id(), within.toString()));
          }
        }
      }
    }
    return overlaps;
  }
}
