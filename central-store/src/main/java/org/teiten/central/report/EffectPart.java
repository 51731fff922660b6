// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.teiten.central.report.NoticeEffect.Interval;
import org.teiten.central.report.NoticeEffect.Shares;
import org.teiten.central.report.ReportContents.Figure;
import org.teiten.central.report.ReportContents.Line;

/** What the notices did, as an edition may tell it. */
final class EffectPart {
  /** Kind of its figure, whose days are counted from the notice. */
  static final String KIND = "notices";

  private static final long LEAST_RECIPIENTS = 3;
  private static final long ROUND = 10;

  private final ReportBasis basis;

  EffectPart(ReportBasis basis) {
    this.basis = basis;
  }

  /**
   * The part and its figure.
   *
   * @param measured null if no notice was sent
   * @return null if none was, or too few were told for this edition
   */
  NoticeEffect of(NoticeEffect measured) {
    if (measured == null || (!basis.inner() && measured.recipients() < LEAST_RECIPIENTS)) {
      return null;
    }
    NoticeEffect told = basis.inner() ? measured : published(measured);
    if (!told.curve().isEmpty()) {
      basis.figures().add(figure(told.curve()));
    }
    return told;
  }

  private static NoticeEffect published(NoticeEffect all) {
    return new NoticeEffect(
        all.followedTo(),
        null,
        null,
        rounded(all.sources()),
        rounded(all.compared()),
        rounded(all.comparable()),
        null,
        null,
        all.within().stream().map(EffectPart::rounded).toList(),
        all.ofOneCountry(),
        all.ratio() == null
            ? null
            : new Interval(
                tenths(all.ratio().value()), tenths(all.ratio().low()), tenths(all.ratio().high())),
        Map.of(),
        List.of(),
        all.curve().stream().map(EffectPart::rounded).toList());
  }

  private static long rounded(long count) {
    return Math.round(count / (double) ROUND) * ROUND;
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private static Shares rounded(Shares shares) {
    return new Shares(shares.days(), rounded(shares.told()), rounded(shares.comparable()));
  }

  private static Interval rounded(Interval one) {
    return one == null
        ? null
        : new Interval(
            Math.rint(one.value() * 100) / 100,
            Math.rint(one.low() * 100) / 100,
            Math.rint(one.high() * 100) / 100);
  }

  private static Figure figure(List<Shares> curve) {
    List<Double> told = new ArrayList<>();
    List<Double> comparable = new ArrayList<>();
    for (Shares one : curve) {
      told.add(percent(one.told()));
      comparable.add(percent(one.comparable()));
    }
    return new Figure(
        KIND,
        KIND,
        true,
        curve.stream().map(one -> Integer.toString(one.days())).toList(),
        List.of(new Line("told", told), new Line("comparable", comparable)));
  }

  private static Double percent(Interval one) {
    return one == null ? null : Math.rint(one.value() * 1000) / 10;
  }
}
