// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;

/**
 * What one organisation is told.
 *
 * @param id the same in every form of it, letters, digits and hyphens
 * @param to who is told
 * @param from who tells
 * @param created when it was drafted, to the second
 * @param reason what it is about, in words of the analyst; null if nothing
 * @param phenomena that its sources were selected by, empty if it is about none
 * @param zone of the times in the text
 * @param simulated whether it is about traffic that nobody sent
 * @param sources with their evidence, most packets first
 */
public record Notice(
    String id,
    Organisation to,
    NoticeConfig.Sender from,
    Instant created,
    String reason,
    List<ChosenPhenomenon> phenomena,
    ZoneId zone,
    boolean simulated,
    List<NoticedSource> sources) {
  /** Copies the lists. */
  public Notice {
    phenomena = List.copyOf(phenomena);
    sources = List.copyOf(sources);
  }

  /** Packets of all sources. */
  public long packets() {
    return sources.stream().mapToLong(NoticedSource::packets).sum();
  }
}
