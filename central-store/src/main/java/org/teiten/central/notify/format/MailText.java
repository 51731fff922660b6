// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.format;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.Evidence;
import org.teiten.central.notify.select.NoticedSource;
import org.teiten.central.report.Language;

/**
 * The text of the mail in the languages of who is told, from templates that the operator may
 * change: {@code mail_ja.txt} and {@code mail_en.txt} in Mustache, the subject in the first line.
 */
final class MailText {
  private static final int SOURCES = 20;
  private static final int LINES = 3;
  private static final Map<String, String> KINDS_EN =
      Map.of(
          "rise", "rise",
          "burst", "burst",
          "ramp", "slow rise",
          "appearance", "first appearance");
  private static final Map<String, String> KINDS_JA =
      Map.of("rise", "増加", "burst", "一時的な急増", "ramp", "緩やかな増加", "appearance", "出現");
  private static final String BETWEEN = "\n" + "-".repeat(72) + "\n\n";
  private static final Mustache.Compiler MUSTACHE =
      Mustache.compiler().escapeHTML(false).strictSections(true);

  private final Optional<Path> templates;

  /**
   * With the operator's templates over the shipped ones.
   *
   * @param templates their folder
   */
  MailText(Optional<Path> templates) {
    this.templates = templates;
  }

  /**
   * A mail's words.
   *
   * @param subject one line
   * @param body all languages, one after the other
   */
  record Written(String subject, String body) {}

  /**
   * Writes the mail.
   *
   * @throws IOException if a template cannot be read or is wrong, with its file and what is wrong
   */
  Written write(Notice notice) throws IOException {
    String subject = null;
    List<String> bodies = new ArrayList<>();
    for (Language language : notice.to().languages()) {
      String text = render(language, model(notice, language));
      int end = text.indexOf('\n');
      if (subject == null) {
        subject = text.substring(0, end).strip();
      }
      bodies.add(text.substring(end + 1).stripLeading());
    }
    return new Written(subject, String.join(BETWEEN, bodies));
  }

  private String render(Language language, Map<String, Object> model) throws IOException {
    String name = "mail_" + language.code() + ".txt";
    Optional<Path> file = templates.map(folder -> folder.resolve(name)).filter(Files::exists);
    String template = file.isPresent() ? Files.readString(file.get()) : shipped(name);
    try {
      String text = MUSTACHE.compile(template).execute(model);
      if (text.indexOf('\n') < 1) {
        throw new MustacheException("the first line is the subject; it is empty or the only one");
      }
      return text;
    } catch (MustacheException e) {
      throw new IOException(file.map(Path::toString).orElse(name) + ": " + e.getMessage(), e);
    }
  }

  private static String shipped(String name) throws IOException {
    try (InputStream in = MailText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, Object> model(Notice notice, Language language) {
    Map<String, Object> model = new HashMap<>();
    List<NoticedSource> sources = notice.sources();
    model.put("id", notice.id());
    model.put("tlp", notice.to().tlp().label());
    model.put("recipient", notice.to().name());
    model.put("organisation", notice.from().organisation());
    model.put("contact", notice.from().contact().text());
    model.put("simulated", notice.simulated());
    model.put("reason", notice.reason() == null ? false : notice.reason());
    model.put(
        "phenomena", notice.phenomena().stream().map(one -> phenomenon(one, language)).toList());
    model.put("zone", notice.zone().getId());
    model.put("first", time(first(sources), notice.zone()));
    model.put("last", time(last(sources), notice.zone()));
    model.put("count", sources.size());
    model.put("packets", notice.packets());
    model.put(
        "sources", sources.stream().limit(SOURCES).map(one -> source(one, notice.zone())).toList());
    int more = Math.max(0, sources.size() - SOURCES);
    model.put("more", more == 0 ? false : more);
    return model;
  }

  private static Map<String, Object> phenomenon(ChosenPhenomenon one, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("id", one.id());
    model.put("kind", (language == Language.JA ? KINDS_JA : KINDS_EN).get(one.kind()));
    model.put("port", one.port());
    model.put("country", one.country() == null ? false : one.country());
    model.put("start", one.start());
    model.put("end", one.end() == null ? false : one.end());
    return model;
  }

  private static Instant first(List<NoticedSource> sources) {
    return sources.stream().map(NoticedSource::first).min(Instant::compareTo).orElseThrow();
  }

  private static Instant last(List<NoticedSource> sources) {
    return sources.stream().map(NoticedSource::last).max(Instant::compareTo).orElseThrow();
  }

  private static Map<String, Object> source(NoticedSource source, ZoneId zone) {
    Map<String, Object> model = new HashMap<>();
    model.put("address", source.address());
    model.put("network", source.network() == 0 ? false : source.network());
    model.put("packets", source.packets());
    model.put("sensors", source.sensors());
    model.put("marks", source.marks().isEmpty() ? false : String.join(", ", source.marks()));
    model.put("first", time(source.first(), zone));
    model.put("last", time(source.last(), zone));
    List<Evidence> lines = source.evidence();
    model.put(
        "lines",
        lines.stream().limit(LINES).map(line -> Map.of("line", LogLine.of(line, zone))).toList());
    return model;
  }

  private static String time(Instant time, ZoneId zone) {
    return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx").format(time.atZone(zone));
  }
}
