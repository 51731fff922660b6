// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.capture.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.teiten.capture.Documented;
import org.teiten.capture.classify.FingerprintRules;
import org.teiten.flowtuple.UndecodableReason;

/** docs/95-captures.md: every shared capture, as it was counted. */
final class CorpusTable {
  private final List<Line> lines = new ArrayList<>();

  /** One capture. */
  static final class Line {
    private final String file;
    private final Set<String> differing = new TreeSet<>();
    private MeterCounters counters;
    private String theirs = "";
    private boolean unread;

    Line(String file) {
      this.file = file;
    }

    void counted(MeterCounters counted, String tsharkPackets) {
      counters = counted;
      theirs = tsharkPackets;
    }

    void differs(String field) {
      differing.add(field);
    }

    void unread() {
      unread = true;
    }

    private List<String> cells() {
      if (counters == null) {
        return List.of(file, "–", "–", "–", "–", "–", "–", "–", "–", "explained: not read");
      }
      StringJoiner undecodable = new StringJoiner(", ");
      for (UndecodableReason reason : UndecodableReason.values()) {
        long packets = counters.undecodable().count(reason);
        if (packets > 0) {
          undecodable.add(reason.label() + " " + packets);
        }
      }
      StringJoiner marks = new StringJoiner(", ");
      for (int id = 0; id < FingerprintRules.RULES.size(); id++) {
        if (id != FingerprintRules.NONE && counters.packetsByFingerprint(id) > 0) {
          marks.add(
              FingerprintRules.fingerprint(id).label() + " " + counters.packetsByFingerprint(id));
        }
      }
      return List.of(
          file,
          "" + counters.frames(),
          theirs,
          "" + counters.classes().scan(),
          "" + counters.classes().backscatter(),
          "" + counters.classes().other(),
          "" + counters.notIp(),
          undecodable.toString(),
          marks.toString(),
          differing.isEmpty() && !unread ? "agrees" : "explained: " + String.join(", ", differing));
    }
  }

  Line line(String file) {
    Line line = new Line(file);
    lines.add(line);
    return line;
  }

  void write() throws Exception {
    Documented page =
        new Documented("95-captures.md", "Captures, counted as tshark counts", "corpus");
    long agreeing =
        lines.stream().filter(line -> line.counters != null && line.differing.isEmpty()).count();
    page.paragraph(
        """
        Every capture of `../shared/captures` through the meter: %d files, %d of them equal to tshark in every field that is
        compared (packets, IPv4, IPv6, bytes, protocols, SYN and UDP by port, ICMP by type and code, fragments, sources, first
        and last time). Of the others the fields that differ are named, and `captures-explained.json` beside the test holds
        both numbers and the reason of each; a difference without a reason fails the test. No capture raised an exception,
        and the books of each balance."""
            .formatted(lines.size(), agreeing));
    page.table(
        List.of(
            "file",
            "packets",
            "tshark",
            "scan",
            "backscatter",
            "other",
            "not IP",
            "undecodable",
            "marks",
            "against tshark"),
        lines.stream().map(Line::cells).toList());
    page.write();
  }
}
