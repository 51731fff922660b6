// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.teiten.central.knowledge.Knowledge;
import org.teiten.central.knowledge.ResearchScanner;
import org.teiten.central.store.ReportQuestions.Block;
import org.teiten.flowtuple.IpPrefix;

/** What counts as a survey: marks of tools that anybody may use, and published prefixes. */
final class SurveyMarks {
  private static final Set<String> TOOLS = Set.of("zmap", "xmap", "masscan", "nmap", "unicornscan");

  private SurveyMarks() {}

  /** Whether a mark is a tool's, in any version such as {@code zmap-54321}. */
  static boolean isTool(String mark) {
    int hyphen = mark.indexOf('-');
    return TOOLS.contains(hyphen < 0 ? mark : mark.substring(0, hyphen));
  }

  /** IPv4 blocks of research scanners in order; of overlapping ones the first to begin counts. */
  static List<Block> blocks(Knowledge knowledge) {
    List<Block> all = new ArrayList<>();
    for (ResearchScanner scanner : knowledge.scanners()) {
      for (IpPrefix prefix : scanner.prefixes()) {
        if (prefix.address().version() == 4) {
          all.add(new Block(scanner.id().text(), prefix.address().low(), prefix.last().low()));
        }
      }
    }
    all.sort(
        Comparator.comparingLong(Block::first)
            .thenComparing(Comparator.comparingLong(Block::last).reversed()));
    List<Block> apart = new ArrayList<>();
    long end = -1;
    for (Block block : all) {
      if (block.last() > end) {
        apart.add(new Block(block.name(), Math.max(block.first(), end + 1), block.last()));
        end = block.last();
      }
    }
    return apart;
  }

  /** The name of a scanner. */
  static String name(Knowledge knowledge, String id) {
    return knowledge.scanners().stream()
        .filter(scanner -> scanner.id().text().equals(id))
        .map(ResearchScanner::name)
        .findFirst()
        .orElse(id);
  }
}
