// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.web.api;

import java.io.IOException;
import java.sql.SQLException;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.web.ControlEndpoint;

/** Whether notices did anything. */
final class EffectAnswers {
  private final Questions questions;
  private final ControlEndpoint.Informed informed;

  EffectAnswers(Questions questions, ControlEndpoint.Informed informed) {
    this.questions = questions;
    this.informed = informed;
  }

  Answer effect(Asked asked) throws IOException, SQLException, Problem {
    EffectQuestion question =
        new EffectQuestion(
            asked.text("notice"),
            asked.text("from"),
            asked.text("to"),
            asked.zone(),
            asked.word("by", EffectQuestion.By.class, EffectQuestion.By.RECIPIENT));
    return Answer.of(questions.ask(connection -> informed.effect(connection, question)));
  }
}
