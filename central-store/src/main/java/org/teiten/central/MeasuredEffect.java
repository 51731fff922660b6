// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.teiten.central.analyse.Period;
import org.teiten.central.notify.effect.Effect;
import org.teiten.central.notify.effect.EffectAnswer;
import org.teiten.central.notify.effect.EffectMeasurement;
import org.teiten.central.notify.effect.EffectQuestion;
import org.teiten.central.notify.effect.Estimate;
import org.teiten.central.report.NoticeEffect;

/** What was measured of notices, as the report tells it. */
final class MeasuredEffect {
  private MeasuredEffect() {}

  static Optional<NoticeEffect> of(
      EffectMeasurement measurement, Connection connection, Period period)
      throws SQLException, IOException {
    EffectAnswer answer =
        measurement.measure(
            connection,
            new EffectQuestion(
                null,
                period.from().toString(),
                period.to().toString(),
                period.zone().getId(),
                EffectQuestion.By.RECIPIENT));
    Effect all = answer.all();
    if (all.sources() == 0) {
      return Optional.empty();
    }
    Instant end = answer.observedTo() == null ? period.end() : answer.observedTo();
    return Optional.of(
        new NoticeEffect(
            end.minusNanos(1).atZone(period.zone()).toLocalDate().toString(),
            all.notices(),
            (long) answer.groups().size(),
            all.sources(),
            all.compared(),
            all.comparable(),
            all.silent(),
            all.returned(),
            all.within().stream().map(MeasuredEffect::shares).toList(),
            all.ofOneCountry(),
            interval(all.hazardRatio()),
            all.answers(),
            answer.groups().stream().map(MeasuredEffect::recipient).toList(),
            all.curve().stream().map(MeasuredEffect::shares).toList()));
  }

  private static NoticeEffect.Recipient recipient(Effect one) {
    List<Effect.Within> within = one.within();
    return new NoticeEffect.Recipient(
        one.name(),
        one.sources(),
        one.compared(),
        within.isEmpty() ? null : shares(within.get(0)),
        one.medianDays());
  }

  private static NoticeEffect.Shares shares(Effect.Within one) {
    return new NoticeEffect.Shares(one.days(), interval(one.told()), interval(one.comparable()));
  }

  private static NoticeEffect.Interval interval(Estimate one) {
    return one == null ? null : new NoticeEffect.Interval(one.value(), one.low(), one.high());
  }
}
