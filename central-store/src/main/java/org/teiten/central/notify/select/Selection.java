// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.select;

import java.util.List;
import org.teiten.central.analyse.Coverage;
import org.teiten.central.analyse.RankAnswer;

/**
 * Which sources somebody is told about, and which not.
 *
 * @param question that was asked
 * @param coverage of the period
 * @param originDatabases where countries and networks are from
 * @param simulated whether any of it was never observed
 * @param told who would be told, most sources first; nobody last
 * @param leftOut by reason
 * @param sources by organisation, then by packets
 */
public record Selection(
    SelectionQuestion question,
    Coverage coverage,
    List<RankAnswer.UsedOrigins> originDatabases,
    boolean simulated,
    List<Told> told,
    List<LeftOut> leftOut,
    List<NoticedSource> sources) {
  /**
   * Who would be told about how much.
   *
   * @param organisation its id, null for sources that a human must decide about
   * @param name as it calls itself
   */
  public record Told(String organisation, String name, long sources, long packets) {}

  /** Sources that nobody is told about; an estimate where sensors had no room for them. */
  public record LeftOut(String reason, long sources, long packets) {}
}
