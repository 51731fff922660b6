// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.teiten.central.notify.ApprovalRule;
import org.teiten.central.notify.NoticeConfig;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.journal.NoticeState;

/**
 * Approves drafts by rules. The brake holds for them too, over what rules approved within a day:
 * past it, all that is drafted waits for a human.
 */
final class RuleApproval {
  private final NoticeDesk desk;
  private final NoticeConfig config;

  RuleApproval(NoticeDesk desk, NoticeConfig config) {
    this.desk = desk;
    this.config = config;
  }

  /**
   * What rules did.
   *
   * @param approved which rule approved which notice, by its id
   * @param braked notices that a rule meets, but the brake holds
   */
  record Ruled(Map<String, String> approved, List<String> braked) {}

  Ruled approve(List<NoticeState> drafts) throws IOException {
    Map<String, String> met = new LinkedHashMap<>();
    for (NoticeState one : drafts) {
      rule(one).ifPresent(rule -> met.put(one.id(), rule.name().text()));
    }
    if (pastTheBrake(drafts.stream().filter(one -> met.containsKey(one.id())).toList())) {
      return new Ruled(Map.of(), new ArrayList<>(met.keySet()));
    }
    for (Map.Entry<String, String> one : met.entrySet()) {
      desk.approveByRule(one.getKey(), one.getValue());
    }
    return new Ruled(met, List.of());
  }

  private Optional<ApprovalRule> rule(NoticeState draft) throws IOException {
    NoticeFolder.About about = desk.of(draft.id()).about();
    Organisation to = desk.contacts().organisation(draft.organisation()).orElseThrow();
    return config.rules().stream()
        .filter(rule -> rule.meets(to, about.simulated(), about.sources()))
        .findFirst();
  }

  private boolean pastTheBrake(List<NoticeState> met) {
    List<NoticeState> all =
        Stream.concat(
                desk.approvedWithinADay()
                    .filter(one -> one.approval().detail().containsKey(NoticeDesk.RULE)),
                met.stream())
            .toList();
    return !met.isEmpty()
        && (all.stream().mapToLong(NoticeState::sources).sum() > config.mostSources()
            || all.stream().map(NoticeState::organisation).distinct().count()
                > config.mostRecipients());
  }
}
