// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The words of one language, from {@code words_*.properties} beside this class. */
final class Words {
  private static final Map<String, String> COUNTRIES_JA =
      Map.of("US", "米国", "GB", "英国", "HK", "香港", "MO", "マカオ");
  private static final Map<String, String> COUNTRIES_EN =
      Map.of("HK", "Hong Kong", "MO", "Macao", "MM", "Myanmar");

  private final Language language;
  private final Properties texts = new Properties();

  Words(Language language) {
    this.language = language;
    String name = "words_" + language.code() + ".properties";
    try (InputStream in = Words.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Language language() {
    return language;
  }

  /** A text; {@code {0}} and so on become the values. */
  String say(String key, Object... values) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException("no text " + key + " in " + language);
    }
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** The same, or another text where there is none. */
  String sayOr(String key, String otherwise) {
    return texts.getProperty(key, otherwise);
  }

  /** A country's name, or the word for having none. */
  String country(String code) {
    if (code.length() != 2) {
      return sayOr("country." + code, code);
    }
    Map<String, String> own = language == Language.JA ? COUNTRIES_JA : COUNTRIES_EN;
    String name = own.get(code);
    return name != null
        ? name
        : new Locale.Builder().setRegion(code).build().getDisplayCountry(language.locale());
  }

  /** {@code 22/TCP}, with the service if it has one. */
  String port(String port, String service) {
    String upper = port.toUpperCase(Locale.ROOT).replace("ICMP6", "ICMPv6");
    return service == null ? upper : say("port.service", upper, service);
  }

  String day(LocalDate day) {
    return day.format(
        DateTimeFormatter.ofPattern(
            language == Language.JA ? "yyyy年M月d日" : "d MMMM yyyy", language.locale()));
  }

  String day(String day) {
    return day(LocalDate.parse(day));
  }

  /** A list in a sentence. */
  String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    String and = say("list.and");
    return String.join(say("list.comma"), items.subList(0, items.size() - 1))
        + and
        + items.get(items.size() - 1);
  }

  /** A rate, with as many digits as it deserves. */
  String rate(Double rate) {
    if (rate == null) {
      return say("none");
    }
    double size = Math.abs(rate);
    return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", rate);
  }

  /** A whole number. */
  String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number without its fraction. */
  String number(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** A share, 0 to 1, in percent. */
  String percent(Double share) {
    return share == null ? say("none") : String.format(Locale.ROOT, "%.1f %%", share * 100);
  }

  /** How many times. */
  String times(double factor) {
    return String.format(Locale.ROOT, factor >= 10 ? "%.0f" : factor < 1 ? "%.2f" : "%.1f", factor);
  }

  String quarter(String quarter, String from, String to) {
    LocalDate first = LocalDate.parse(from);
    LocalDate last = LocalDate.parse(to);
    DateTimeFormatter month =
        DateTimeFormatter.ofPattern(language == Language.JA ? "M月" : "MMMM", language.locale());
    return say("quarter", first.getYear(), first.format(month), last.format(month), quarter);
  }

  /** The zone as it is named. */
  static String zone(String zone) {
    return ZoneId.of(zone).getId();
  }
}
