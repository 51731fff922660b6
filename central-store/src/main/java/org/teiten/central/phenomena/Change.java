// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.phenomena;

import java.util.ArrayList;
import java.util.List;

/**
 * One change of one port: the episodes that show it.
 *
 * @param lead the episode that dates it
 * @param episodes all of them, the lead included
 * @param country the narrowest origin, null for several
 */
record Change(Dated lead, List<Dated> episodes, String country) {
  Change {
    episodes = List.copyOf(episodes);
  }

  Change withMore(Dated more) {
    List<Dated> all = new ArrayList<>(episodes);
    all.add(more);
    return new Change(lead, all, country);
  }

  double p() {
    double p = 1;
    for (Dated each : episodes) {
      p = Math.min(p, each.episode().p());
    }
    return p;
  }
}
