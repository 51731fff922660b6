// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.teiten.flowtuple.QualityMark;

class QualityRulesTest {
  @Test
  void everyMarkHasOneRuleInTheOrderOfTheBitsWithItsSource() {
    assertThat(QualityRules.RULES)
        .extracting(QualityRules.Rule::mark)
        .containsExactly(QualityMark.values());
    assertThat(QualityRules.RULES)
        .allSatisfy(rule -> assertThat(rule.source()).as(rule.mark().label()).isNotBlank());
  }
}
