// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.effect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.teiten.flowtuple.IpAddress;

/**
 * Follows the sources that sent to one port from one instant on.
 *
 * @param tracks of all of them, by address
 * @param observed part of each day that each sensor observed, by its number
 * @param days that are over
 * @param mayCompare whether a source may stand for others at all
 * @param daysUntold for how many days nobody was told about a source, {@code days} or more if never
 */
record Following(
    Map<IpAddress, Track> tracks,
    Map<Integer, double[]> observed,
    int days,
    Predicate<IpAddress> mayCompare,
    ToIntFunction<IpAddress> daysUntold) {

  /** What became of those that somebody was told about. */
  Map<IpAddress, Fate> follow(List<IpAddress> told, Matching matching) {
    Map<IpAddress, Fate> fates = new HashMap<>();
    Map<IpAddress, Followed> alive = new LinkedHashMap<>();
    for (IpAddress one : told) {
      Track track = tracks.get(one);
      if (track == null || !track.profile().isAlive()) {
        fates.put(one, Fate.SILENT_BEFORE);
      } else {
        Optional<Followed> followed = track.follow(observed, days);
        followed.ifPresentOrElse(
            known -> alive.put(one, known), () -> fates.put(one, Fate.TOO_EARLY));
      }
    }
    List<Profile> profiles = alive.keySet().stream().map(one -> tracks.get(one).profile()).toList();
    List<Profile> others =
        tracks.values().stream()
            .map(Track::profile)
            .filter(Profile::isAlive)
            .filter(one -> mayCompare.test(one.source()))
            .toList();
    for (Matching.Match match : matching.match(profiles, others)) {
      IpAddress source = match.told().source();
      fates.put(source, fate(alive.get(source), match));
    }
    return fates;
  }

  private Fate fate(Followed followed, Matching.Match match) {
    List<Followed> comparable = new ArrayList<>();
    int sameCountry = 0;
    for (Profile other : match.comparable()) {
      int until = Math.min(days, daysUntold.applyAsInt(other.source()));
      Optional<Followed> followedToo = tracks.get(other.source()).follow(observed, until);
      if (followedToo.isPresent()) {
        comparable.add(followedToo.get());
        sameCountry += other.country().equals(match.told().country()) ? 1 : 0;
      }
    }
    return new Fate(Fate.State.FOLLOWED, followed, List.copyOf(comparable), sameCountry);
  }
}
