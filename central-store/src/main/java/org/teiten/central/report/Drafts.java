// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teiten.central.knowledge.Hint;
import org.teiten.central.report.ReportContents.Observation;
import org.teiten.central.report.ReportContents.Row;
import org.teiten.central.report.ReportContents.Section;

/** Drafts the report's texts: sober sentences, each of which the numbers beside it bear. */
final class Drafts {
  private static final int TOP = 5;
  private static final double MOST = 0.3;
  private static final double HARDLY = 0.05;

  private final ReportContents contents;
  private final Words words;

  Drafts(ReportContents contents, Words words) {
    this.contents = contents;
    this.words = words;
  }

  /** All texts by the id that an analyst's file names them with. */
  Map<String, String> all() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("overview", overview());
    for (Section section : contents.phenomena()) {
      texts.put("phenomenon." + section.claim().id(), phenomenon(section));
    }
    ReportContents.Home home = contents.home();
    texts.put(
        "home",
        words.say(
            "home.text",
            words.country(home.country()),
            words.percent(home.share()),
            words.percent(home.previousShare()),
            words.rate(home.rate())));
    ReportContents.Surveys surveys = contents.surveys();
    texts.put(
        "surveys",
        sentences(
            words.say(
                "surveys.text", words.rate(surveys.rate()), words.rate(surveys.rateWithout())),
            surveys.listDate() == null || surveys.scanners().isEmpty()
                ? ""
                : words.say("surveys.list", words.day(LocalDate.parse(surveys.listDate())))));
    ReportContents.Mirai mirai = contents.mirai();
    texts.put(
        "mirai",
        mirai.previousShare() == null
            ? words.say("mirai.first", words.percent(mirai.share()))
            : words.say(
                "mirai.text", words.percent(mirai.share()), words.percent(mirai.previousShare())));
    if (contents.notices() != null) {
      texts.put("notices", new NoticesOnPage(contents.notices(), words).draft());
    }
    return texts;
  }

  private String sentences(String... parts) {
    return String.join(
        words.say("sentence.space"),
        java.util.Arrays.stream(parts).filter(part -> !part.isEmpty()).toList());
  }

  private String overview() {
    Observation seen = contents.observation();
    long gaps = seen.gaps().stream().map(ReportContents.Gap::sensor).distinct().count();
    String first =
        sentences(
            words.say(
                "overview.period",
                words.day(contents.header().from()),
                words.day(contents.header().to()),
                contents.header().zone(),
                seen.sensors(),
                words.number(seen.expected()),
                words.number(seen.observed()),
                words.percent(seen.observed() / seen.expected())),
            seen.least() < seen.most() ? words.say("overview.days", seen.least(), seen.most()) : "",
            gaps > 0 ? words.say("overview.gaps", gaps) : "",
            seen.lostPackets() != null && seen.lostPackets() > 0
                ? words.say("overview.lost", words.number(seen.lostPackets()))
                : "");
    String second =
        sentences(
            named("overview.ports", "overview.port.one", ports(contents.ports())),
            risen(ports(contents.ports()), contents.ports()),
            named("overview.countries", "overview.country.one", countries()),
            risen(countries(), contents.countries()));
    String third =
        sentences(
            contents.phenomena().isEmpty()
                ? words.say("overview.quiet")
                : words.say("overview.phenomena", contents.phenomena().size()),
            words.say("overview.caution"));
    return first + "\n\n" + second + "\n\n" + third;
  }

  private List<String> ports(List<Row> rows) {
    return rows.stream().limit(TOP).map(row -> words.port(row.key(), row.service())).toList();
  }

  private List<String> countries() {
    return contents.countries().stream().limit(TOP).map(row -> words.country(row.key())).toList();
  }

  private String named(String several, String one, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    return names.size() == 1
        ? words.say(one, names.get(0))
        : words.say(several, names.get(0), words.list(names.subList(1, names.size())));
  }

  private String risen(List<String> names, List<Row> rows) {
    List<String> fresh = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (rows.get(i).previousRank() == null) {
        fresh.add(names.get(i));
      }
    }
    return fresh.isEmpty() || fresh.size() == names.size()
        ? ""
        : words.say("overview.new", words.list(fresh));
  }

  /** What a section is called. */
  String heading(Section section) {
    String port = words.port(section.claim().port(), section.service());
    return section.claim().country() == null
        ? port
        : words
            .sayOr("heading.from", "{1} — {0}")
            .replace("{0}", words.country(section.claim().country()))
            .replace("{1}", port);
  }

  private String phenomenon(Section section) {
    Claims.Claim claim = section.claim();
    boolean replies = claim.trafficClass().equals("backscatter");
    String where =
        claim.country() == null ? "" : words.say("claim.where", words.country(claim.country()));
    String kind =
        replies
            ? claim.kind().equals("fall") ? "claim.backscatter.fall" : "claim.backscatter"
            : "claim." + claim.kind();
    return sentences(
            words.say(
                kind, where, words.port(claim.port(), section.service()), words.day(claim.start())),
            claim.end() == null
                ? words.say("claim.goes.on")
                : claim.end().isAfter(claim.start())
                    ? words.say("claim.ended", words.day(claim.end()))
                    : "",
            size(section),
            networks(section),
            spread(claim),
            section.evidence().sources() == null
                ? ""
                : words.say("claim.sources", words.number(section.evidence().sources())),
            claim.rank() == null
                    || claim.rankWithout() == null
                    || claim.rank().equals(claim.rankWithout())
                    || replies
                ? ""
                : words.say("claim.rank", claim.rank(), claim.rankWithout()))
        + (replies ? "" : "\n\n" + sentences(marks(section), hint(section)));
  }

  private String size(Section section) {
    double factor = section.claim().factor();
    Double added = section.rateAdded();
    if (added == null || !Double.isFinite(factor)) {
      return Double.isFinite(factor) && factor > 0
          ? words.say("claim.size.plain", words.times(factor))
          : "";
    }
    return added < 0
        ? words.say("claim.size.fall", words.times(factor), words.rate(-added))
        : words.say("claim.size", words.times(factor), words.rate(added));
  }

  private String networks(Section section) {
    return section.networks().isEmpty()
        ? ""
        : words.say(
            "claim.networks", words.list(section.networks().stream().map(this::network).toList()));
  }

  private String spread(Claims.Claim claim) {
    return claim.spread().equals("unclear")
        ? ""
        : words.say("claim.spread." + claim.spread(), groups(claim, true), groups(claim, false));
  }

  private String groups(Claims.Claim claim, boolean seeing) {
    return words.list(
        claim.seenBy().stream()
            .filter(one -> one.sees() != null && one.sees() == seeing)
            .map(one -> words.say("group", one.group()))
            .toList());
  }

  private String network(ReportContents.Share network) {
    return network.name() == null
        ? network.key()
        : words.say("port.service", network.key(), network.name());
  }

  private String marks(Section section) {
    if (!section.claim().port().endsWith("/tcp")) {
      return "";
    }
    double mirai = 0;
    for (ReportContents.Share mark : section.evidence().marks()) {
      if (mark.key().equals("mirai")) {
        mirai = mark.share();
      } else if (mark.share() >= MOST && SurveyMarks.isTool(mark.key())) {
        return words.say("claim.tool", words.percent(mark.share()), mark.key());
      }
    }
    return mirai >= MOST
        ? words.say("claim.mirai", words.percent(mirai))
        : mirai < HARDLY ? words.say("claim.no.mirai") : "";
  }

  private String hint(Section section) {
    Hint best = section.hints().stream().filter(Hint::knownThen).findFirst().orElse(null);
    if (best == null || best.days() < 0 || section.claim().factor() < 1) {
      return "";
    }
    boolean disclosed = best.kind().equals("vulnerability");
    return sentences(
        words.say(
            best.days() == 0
                ? "claim.hint.same"
                : disclosed ? "claim.hint.disclosed" : "claim.hint.seen",
            name(best),
            cve(best),
            known(best),
            best.days()),
        words.say("claim.hint.caution"));
  }

  private String name(Hint hint) {
    return words.sayOr("name." + hint.id(), hint.name());
  }

  private String cve(Hint hint) {
    return hint.cve().isEmpty()
        ? ""
        : words.say(
            hint.kind().equals("vulnerability") ? "claim.cve" : "claim.uses",
            words.list(hint.cve()));
  }

  private String known(Hint hint) {
    return hint.known().exact() ? words.day(hint.known().first()) : hint.known().toString();
  }

  /** A hint as it stands in a list. */
  String told(Hint hint) {
    String key =
        (hint.kind().equals("vulnerability") ? "hint.disclosed." : "hint.seen.")
            + (hint.days() < 0 ? "before" : "after");
    return words.say(
        key,
        name(hint),
        cve(hint),
        known(hint),
        Math.abs(hint.days()),
        words.say("mark." + hint.mark().name().toLowerCase(java.util.Locale.ROOT)),
        hint.source());
  }
}
