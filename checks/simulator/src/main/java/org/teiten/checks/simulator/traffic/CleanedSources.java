// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.checks.simulator.traffic;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.teiten.checks.simulator.model.Cleaned;
import org.teiten.checks.simulator.model.Country;
import org.teiten.checks.simulator.model.PortKey;
import org.teiten.checks.simulator.model.SimulationModel;
import org.teiten.checks.simulator.model.SourceAddress;

/**
 * Who was put an end to. It takes packets away from what is sent, and draws nothing of its own, so
 * whatever is left is the same as without it.
 */
final class CleanedSources {
  /** One entry of the model, and whom it means. */
  private record Rule(Cleaned what, int firstDay, long salt, Set<Integer> meant) {}

  private final List<Rule> rules = new ArrayList<>();
  private final Simulation simulation;

  CleanedSources(Simulation simulation) {
    this.simulation = simulation;
    SimulationModel model = simulation.model();
    for (int i = 0; i < model.cleaned().size(); i++) {
      Cleaned what = model.cleaned().get(i);
      Set<Integer> meant = new HashSet<>();
      what.sources().stream().map(SourceAddress::bits).forEach(meant::add);
      int firstDay = (int) ChronoUnit.DAYS.between(model.from(), what.from());
      rules.add(new Rule(what, firstDay, Draws.mix(simulation.seed() + i + 1), meant));
    }
  }

  /** Whether what this source sends to this service on this day does not come. */
  boolean silent(Sender sender, int service, int day) {
    for (Rule rule : rules) {
      if (applies(rule, sender, service)) {
        if (day >= rule.firstDay()) {
          if (rule.meant().contains(sender.address) && day >= firstSilentDay(rule, sender)) {
            return true;
          }
        } else if (rule.what().sources().isEmpty()) {
          rule.meant().add(sender.address);
        }
      }
    }
    return false;
  }

  private boolean applies(Rule rule, Sender sender, int service) {
    PortKey port = rule.what().port();
    Country country = rule.what().country();
    return simulation.serviceTable().isScan(service)
        && (!port.isPort() || simulation.services().get(service).port().equals(port))
        && (!country.isCountry() || simulation.countries().get(sender.country).equals(country));
  }

  /** By the hash of the source, the same on every day. */
  private static int firstSilentDay(Rule rule, Sender sender) {
    long hash = Draws.mix(rule.salt() ^ Draws.mix(sender.address));
    if (Draws.unit(hash) >= rule.what().share()) {
      return Integer.MAX_VALUE;
    }
    double waits = -StrictMath.log(Draws.unit(Draws.mix(hash))) * rule.what().delayDays();
    return rule.firstDay() + (int) waits;
  }
}
