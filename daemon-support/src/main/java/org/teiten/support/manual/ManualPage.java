// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.manual;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, in man(7)'s macros.
 *
 * <p><b>Design note.</b> picocli's own generator writes AsciiDoc, and a tool of Ruby's would have
 * to make roff of it; the model is the same.
 */
final class ManualPage {
  private final CommandLine command;
  private final CommandSpec spec;
  private final String version;
  private final String date;
  private final StringBuilder roff = new StringBuilder();

  /**
   * Prepares a page.
   *
   * @param version of the program, for the page's foot
   * @param date of the release, ISO 8601
   */
  ManualPage(CommandLine command, String version, String date) {
    this.command = command;
    this.spec = command.getCommandSpec();
    this.version = version;
    this.date = date;
  }

  /** Such as {@code teiten-sensor-read}. */
  String name() {
    return spec.qualifiedName("-");
  }

  String text() {
    roff.append(
        ".TH \"%s\" 1 \"%s\" \"%s\" \"Teiten\"\n"
            .formatted(name().toUpperCase(java.util.Locale.ROOT), date, version));
    section("NAME");
    line(name() + " - " + firstSentence());
    section("SYNOPSIS");
    roff.append(".nf\n");
    line(synopsis());
    roff.append(".fi\n");
    section("DESCRIPTION");
    lines(spec.usageMessage().description());
    options();
    commands();
    footer();
    return roff.toString();
  }

  private String firstSentence() {
    String text = String.format(String.join(" ", spec.usageMessage().description()));
    int end = text.indexOf(". ");
    String sentence = (end < 0 ? text : text.substring(0, end)).strip();
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private String synopsis() {
    return new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).strip();
  }

  private void options() {
    List<OptionSpec> shown = spec.options().stream().filter(option -> !option.hidden()).toList();
    List<PositionalParamSpec> parameters =
        spec.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    if (shown.isEmpty() && parameters.isEmpty()) {
      return;
    }
    section("OPTIONS");
    for (PositionalParamSpec parameter : parameters) {
      entry(bold(parameter.paramLabel()), parameter.description());
    }
    for (OptionSpec option : shown) {
      List<String> names = new ArrayList<>();
      for (String name : option.names()) {
        names.add(bold(name));
      }
      String label =
          option.arity().max() == 0 ? "" : " \\fI" + escaped(option.paramLabel()) + "\\fR";
      entry(String.join(", ", names) + label, option.description());
    }
  }

  private void commands() {
    List<CommandLine> shown = subcommands(command);
    if (shown.isEmpty()) {
      return;
    }
    section("COMMANDS");
    for (CommandLine subcommand : shown) {
      ManualPage page = new ManualPage(subcommand, version, date);
      entry(
          "\\fB" + escaped(page.name()) + "\\fR(1)",
          subcommand.getCommandSpec().usageMessage().description());
    }
  }

  /** A command's visible subcommands, each once. */
  static List<CommandLine> subcommands(CommandLine command) {
    return command.getSubcommands().values().stream()
        .distinct()
        .filter(one -> !one.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  /** Examples as they are, the exit codes and the way to the other pages. */
  private void footer() {
    List<String> footer = List.of(spec.usageMessage().footer());
    if (!footer.isEmpty()) {
      section("NOTES");
      roff.append(".nf\n");
      footer.stream().dropWhile(String::isBlank).map(String::format).forEach(this::line);
      roff.append(".fi\n");
    }
    if (spec.parent() != null) {
      section("SEE ALSO");
      roff.append("\\fB").append(escaped(spec.parent().qualifiedName("-"))).append("\\fR(1)\n");
    }
  }

  private void section(String title) {
    roff.append(".SH ").append(title).append('\n');
  }

  private void entry(String tag, String[] description) {
    roff.append(".TP\n").append(tag).append('\n');
    if (description.length == 0) {
      roff.append(".br\n");
    }
    lines(description);
  }

  private void lines(String[] lines) {
    for (String one : lines) {
      for (String part : String.format(one).split("\n", -1)) {
        line(part);
      }
    }
  }

  private void line(String text) {
    for (String one : text.split("\n", -1)) {
      String escaped = escaped(one);
      if (escaped.isBlank()) {
        roff.append(".sp\n");
      } else {
        // A line that begins with a dot or a quote would be a request.
        roff.append(escaped.matches("[.'].*") ? "\\&" : "").append(escaped).append('\n');
      }
    }
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-").stripTrailing();
  }
}
