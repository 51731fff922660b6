// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.teiten.central.notify.contacts.NoticeFormat;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.text.EntryId;
import org.teiten.support.config.Default;
import org.teiten.support.config.SettingChecks;

/**
 * Which notices need no human to approve them: all that meet every condition.
 *
 * @param name stands in the journal as who approved
 * @param organisations who may be told so; all if none is named
 * @param formats what may be attached; anything if none is named
 * @param mostSources that a notice may be about
 * @param leastPackets of every source
 * @param leastSensors that saw every source
 */
public record ApprovalRule(
    EntryId name,
    @Default("[]") List<EntryId> organisations,
    @Default("[]") List<NoticeFormat> formats,
    int mostSources,
    @Default("1") long leastPackets,
    @Default("1") int leastSensors) {
  /** Checks the bounds. */
  public ApprovalRule {
    new SettingChecks()
        .require(mostSources >= 1, "most_sources", "must be 1 or more")
        .require(leastPackets >= 1, "least_packets", "must be 1 or more")
        .require(leastSensors >= 1, "least_sensors", "must be 1 or more")
        .orThrow();
  }

  /**
   * Whether a notice meets every condition. One about simulated traffic never does.
   *
   * @param to who is told
   * @param simulated whether any of it was never observed
   * @param sources all that it is about
   */
  public boolean meets(Organisation to, boolean simulated, List<NoticedSource> sources) {
    Set<NoticeFormat> attached = new HashSet<>(to.formats());
    return !simulated
        && (organisations.isEmpty() || organisations.contains(to.id()))
        && (formats.isEmpty() || formats.containsAll(attached))
        && sources.size() <= mostSources
        && sources.stream()
            .allMatch(one -> one.packets() >= leastPackets && one.sensors() >= leastSensors);
  }
}
