// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.teiten.central.account.Access;
import org.teiten.central.ingest.ListedSensor;
import org.teiten.central.ingest.SensorAdmission;

/** How sensors are: all, or one's own. */
final class SensorAnswers {
  private final Questions questions;
  private final SensorAdmission admission;

  SensorAnswers(Questions questions, SensorAdmission admission) {
    this.questions = questions;
    this.admission = admission;
  }

  /** One page of the list. */
  private record Listed(List<ListedSensor> sensors, String next) {}

  Answer all(Asked asked) throws IOException, SQLException, Problem {
    Access access = asked.caller().access();
    List<ListedSensor> own =
        questions.ask(admission::list).stream()
            .filter(one -> access.ownsGroup(one.group()))
            .sorted(Comparator.comparing(ListedSensor::sensor))
            .toList();
    Page<ListedSensor> page = Page.of(asked, own, ListedSensor::sensor);
    return Answer.of(new Listed(page.entries(), page.next()));
  }
}
