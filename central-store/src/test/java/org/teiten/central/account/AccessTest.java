// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.account.Access.Reach;
import org.teiten.central.account.Access.View;

class AccessTest {
  private static final Access PARTNER =
      new Access(Role.PARTNER, new Scope(List.of("isp"), List.of("example-isp")));
  private static final Access READER = new Access(Role.READER, Scope.NOTHING);
  private static final Access ANALYST = new Access(Role.ANALYST, Scope.NOTHING);

  @Test
  void aPartnerSeesItsSensorsInFullAndTheWholeInAggregate() {
    assertThat(PARTNER.view("isp")).isEqualTo(View.FULL);
    assertThat(PARTNER.view(null)).isEqualTo(View.AGGREGATE);
    assertThat(PARTNER.view("other")).isEqualTo(View.NONE);
    assertThat(PARTNER.ownsGroup("isp")).isTrue();
    assertThat(PARTNER.ownsGroup("other")).isFalse();
  }

  @Test
  void aPartnerSeesItsConstituencysSourcesAndNobodyElses() {
    assertThat(PARTNER.ownsOrganisation("example-isp")).isTrue();
    assertThat(PARTNER.ownsOrganisation("other")).isFalse();
    assertThat(PARTNER.ownsOrganisation(null)).isFalse();
  }

  @Test
  void aReaderSeesAggregatesOnly() {
    assertThat(READER.view(null)).isEqualTo(View.AGGREGATE);
    assertThat(READER.view("isp")).isEqualTo(View.NONE);
    assertThat(READER.ownsGroup("isp")).isFalse();
    assertThat(READER.ownsOrganisation("example-isp")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Right.class)
  void anAdministratorMayDoAllAndAReaderNothingButAskForAggregates(Right right) {
    assertThat(new Access(Role.ADMINISTRATOR, Scope.NOTHING).reach(right)).isEqualTo(Reach.ALL);
    assertThat(READER.reach(right) == Reach.NONE)
        .isEqualTo(right != Right.SELF && right != Right.OBSERVATIONS && right != Right.REPORT);
  }

  @ParameterizedTest
  @EnumSource(Right.class)
  void anAnalystMayDoAllButKeepAccountsAndReadTheAudit(Right right) {
    assertThat(ANALYST.reach(right))
        .isEqualTo(right == Right.AUDIT || right == Right.ACCOUNTS ? Reach.NONE : Reach.ALL);
  }
}
