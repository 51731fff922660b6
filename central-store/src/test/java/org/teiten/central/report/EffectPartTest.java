// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.teiten.central.report.NoticeEffect.Interval;
import org.teiten.central.report.NoticeEffect.Recipient;
import org.teiten.central.report.NoticeEffect.Shares;

class EffectPartTest {
  private static final Shares WEEK =
      new Shares(7, new Interval(0.4123, 0.3611, 0.4688), new Interval(0.1187, 0.0912, 0.1499));

  private static NoticeEffect measured(long recipients, List<Shares> within) {
    List<Recipient> byRecipient = new ArrayList<>();
    for (int i = 1; i <= recipients; i++) {
      byRecipient.add(new Recipient("Organisation " + i, 100, 90, i == 1 ? null : WEEK, 11));
    }
    return new NoticeEffect(
        "2017-06-30",
        12L,
        recipients,
        312,
        291,
        1403,
        128L,
        11L,
        within,
        true,
        new Interval(2.913, 2.248, 3.771),
        Map.of("cleaned", 17L, "unanswered", 295L),
        byRecipient,
        within);
  }

  private static ReportBasis basis(boolean inner) {
    return new ReportBasis(
        null, null, List.of(), null, inner, null, null, null, null, null, new ArrayList<>());
  }

  private static String draft(NoticeEffect effect, Language language) {
    return new NoticesOnPage(effect, new Words(language)).draft();
  }

  @Test
  void theInternalEditionTellsAllOfIt() {
    ReportBasis basis = basis(true);
    NoticeEffect told = new EffectPart(basis).of(measured(2, List.of(WEEK)));
    assertThat(told).isEqualTo(measured(2, List.of(WEEK)));
    assertThat(basis.figures())
        .singleElement()
        .satisfies(
            figure -> {
              assertThat(figure.days()).containsExactly("7");
              assertThat(figure.lines().get(0).values()).containsExactly(41.2);
              assertThat(figure.lines().get(1).values()).containsExactly(11.9);
            });
    assertThat(draft(told, Language.EN))
        .contains("about 312 addresses (notices: 12, recipients: 2)")
        .contains("41 % fell silent within 7 days (95 % interval 36–47)")
        .contains("of comparable ones of which nobody was told 12 % (9–15)")
        .contains("2.9 times as fast (95 % interval 2.2 to 3.8)")
        .contains("silence: 11 of 128")
        .contains("cleaned 17, open 295");
    assertThat(draft(told, Language.JA))
        .contains("312アドレスについて12件の通知を2組織に送付した")
        .contains("7日以内に観測されなくなったものは41 %（95%信頼区間 36–47）")
        .contains("同種の送信元では12 %（9–15）");
  }

  @Test
  void thePublicEditionTellsOfThreeRecipientsRoundedAndWithoutNames() {
    ReportBasis basis = basis(false);
    NoticeEffect told = new EffectPart(basis).of(measured(3, List.of(WEEK)));
    assertThat(told.sources()).isEqualTo(310);
    assertThat(told.compared()).isEqualTo(290);
    assertThat(told.comparable()).isEqualTo(1400);
    assertThat(told.notices()).isNull();
    assertThat(told.recipients()).isNull();
    assertThat(told.byRecipient()).isEmpty();
    assertThat(told.answers()).isEmpty();
    assertThat(told.within().get(0).told()).isEqualTo(new Interval(0.41, 0.36, 0.47));
    assertThat(told.ratio()).isEqualTo(new Interval(2.9, 2.2, 3.8));
    assertThat(basis.figures().get(0).lines().get(0).values()).containsExactly(41.0);
    for (Language language : Language.values()) {
      assertThat(draft(told, language)).contains("310").doesNotContain("312", "Organisation", "11");
    }
  }

  @Test
  void thePublicEditionTellsNothingOfTwoRecipients() {
    ReportBasis basis = basis(false);
    assertThat(new EffectPart(basis).of(measured(2, List.of(WEEK)))).isNull();
    assertThat(basis.figures()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void ofTooFewThereIsNoShareAndNoFigure(Language language) {
    ReportBasis basis = basis(true);
    NoticeEffect told = new EffectPart(basis).of(measured(1, List.of()));
    assertThat(basis.figures()).isEmpty();
    assertThat(draft(told, language)).contains("312").doesNotContain("%").contains("10");
  }

  @Test
  void whereNothingWasSentThereIsNoSection() {
    assertThat(new EffectPart(basis(true)).of(null)).isNull();
  }
}
