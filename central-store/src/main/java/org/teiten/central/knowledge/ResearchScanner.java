// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.util.List;
import org.teiten.central.text.EntryId;
import org.teiten.flowtuple.IpAddress;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.support.config.SettingChecks;

/**
 * Who surveys the Internet openly, and from where.
 *
 * @param id our word for it
 * @param name as it calls itself
 * @param prefixes that it has published, or that are attributed to it
 * @param source where this is from
 * @param date of that list: membership before and after is a guess
 */
public record ResearchScanner(
    EntryId id, String name, List<IpPrefix> prefixes, String source, KnownDate date) {
  /** Checks that there is something to match. */
  public ResearchScanner {
    new SettingChecks()
        .require(!prefixes.isEmpty(), "prefixes", "is empty; name at least one")
        .require(!source.isBlank(), "source", "is empty; say where this is from")
        .orThrow();
  }

  /** Whether an address is one of its own. */
  public boolean has(IpAddress address) {
    return prefixes.stream().anyMatch(prefix -> prefix.contains(address));
  }
}
