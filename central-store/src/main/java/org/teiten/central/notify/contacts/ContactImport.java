// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.teiten.central.text.CsvRows;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;

/**
 * A list of contacts as a spreadsheet writes it (CSV, UTF-8), as a file for the folder of contacts.
 * The first row names the columns, which are the keys of an organisation in YAML; a cell of several
 * values has spaces, commas or semicolons between them.
 */
public final class ContactImport {
  /** Columns whose cells hold several values. */
  private static final Set<String> LISTS =
      Set.of("countries", "networks", "prefixes", "contacts", "languages", "formats");

  private static final Set<String> SINGLE =
      Set.of("id", "name", "role", "tlp", "rhythm", "certificate");
  private static final Set<String> REQUIRED = Set.of("id", "name", "contacts");
  private static final String HEAD = "organisations:\n";
  private static final int MAX_BYTES = 1 << 20;
  private static final Pattern KEY = Pattern.compile("organisations\\[(\\d+)\\]\\.?([a-z]*).*");
  private static final JsonMapper JSON = new JsonMapper();

  private final Path csv;
  private final Path folder;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private List<String> columns = List.of();
  private List<CsvRows.Row> rows = List.of();

  /** Those that have the right cells, in the order in which they stand in the YAML. */
  private final List<CsvRows.Row> good = new ArrayList<>();

  private ContactImport(Path csv, Path folder) {
    this.csv = csv;
    this.folder = folder.toAbsolutePath();
  }

  /**
   * What was imported.
   *
   * @param file that was written
   * @param book all contacts of the folder, the new ones among them
   * @param organisations how many are new
   */
  public record Imported(Path file, ContactBook book, int organisations) {}

  /**
   * Imports; the file appears whole, once all of it is found good beside the others of the folder.
   *
   * @param folder of contacts, which is made if there is none
   * @param replace whether a file of an earlier import of that name may be replaced
   * @throws InvalidConfigException with every problem of every line
   * @throws IOException if it cannot be read, or the file cannot be written
   */
  public static Imported run(Path csv, Path folder, boolean replace)
      throws IOException, InvalidConfigException {
    ContactImport work = new ContactImport(csv, folder);
    String yaml = work.yaml();
    String name = csv.getFileName().toString().replaceFirst("(?i)\\.csv$", "") + ".yaml";
    Path target = work.folder.resolve(name);
    if (Files.exists(target) && !replace) {
      throw new IOException(
          target + " exists already; replace it with --replace, or rename " + csv.getFileName());
    }
    Files.createDirectories(folder);
    Path half = work.folder.resolve("." + name + ".half");
    try {
      Files.writeString(half, yaml);
      ContactBook book = work.read(target, half);
      Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new Imported(target, book, work.good.size());
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private ContactBook read(Path target, Path half) throws IOException, InvalidConfigException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(".yaml") && !file.equals(target))
          .sorted()
          .forEach(files::add);
    }
    files.add(half);
    ContactBook book = ContactBook.NOBODY;
    try {
      book = ContactFolder.read(files);
    } catch (InvalidConfigException e) {
      e.problems().stream()
          .map(one -> one.file().equals(half.toString()) ? ofRow(one) : one)
          .forEach(problems::add);
    }
    throwProblems();
    return book;
  }

  private void throwProblems() throws InvalidConfigException {
    if (!problems.isEmpty()) {
      problems.sort(
          Comparator.comparing(ConfigProblem::file)
              .thenComparing(ConfigProblem::line)
              .thenComparing(ConfigProblem::column));
      throw new InvalidConfigException(problems);
    }
  }

  /** The place in the CSV of a problem that was found in the YAML. */
  private ConfigProblem ofRow(ConfigProblem problem) {
    Matcher key = KEY.matcher(problem.key());
    if (!key.matches()) {
      return new ConfigProblem(csv.toString(), 1, 1, "", problem.message());
    }
    return ofRow(good.get(Integer.parseInt(key.group(1))), problem);
  }

  private ConfigProblem ofRow(CsvRows.Row row, ConfigProblem problem) {
    Matcher key = KEY.matcher(problem.key());
    return problem(row.line(), key.matches() ? key.group(2) : "", problem.message());
  }

  private ConfigProblem problem(int line, String column, String message) {
    return new ConfigProblem(
        csv.toString(), line, Math.max(1, columns.indexOf(column) + 1), column, message);
  }

  private String yaml() throws IOException, InvalidConfigException {
    List<CsvRows.Row> all;
    try {
      all = CsvRows.of(text());
    } catch (IllegalArgumentException e) {
      throw new IOException(csv + ", " + e.getMessage(), e);
    }
    if (all.size() < 2) {
      throw new IOException(
          csv + ": has no rows; the first names the columns, such as id,name,prefixes,contacts");
    }
    columns = all.get(0).cells().stream().map(String::strip).toList();
    rows = all.subList(1, all.size());
    checkColumns(all.get(0).line());
    throwProblems();
    StringBuilder yaml = new StringBuilder("# Imported from ").append(csv.getFileName());
    yaml.append("; import it anew with --replace, or edit it here.\n").append(HEAD);
    for (CsvRows.Row row : rows) {
      organisation(row, yaml);
    }
    if (good.isEmpty()) {
      throwProblems();
    }
    return yaml.toString();
  }

  private String text() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(csv)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException(csv + ": is longer than 1 MiB; divide it");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\ufeff") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IOException(csv + ": is not UTF-8; save it as CSV UTF-8", e);
    }
  }

  private void checkColumns(int line) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!LISTS.contains(column) && !SINGLE.contains(column)) {
        problems.add(
            problem(
                line,
                column,
                "is no column; there are id, name, role, countries, networks, prefixes, contacts,"
                    + " languages, formats, tlp, rhythm, certificate"));
      } else if (!seen.add(column)) {
        problems.add(problem(line, column, "stands there twice; remove one"));
      }
    }
    REQUIRED.stream()
        .filter(column -> !columns.contains(column))
        .sorted()
        .forEach(column -> problems.add(problem(line, column, "is missing; add the column")));
  }

  private void organisation(CsvRows.Row row, StringBuilder yaml) throws JsonProcessingException {
    if (row.cells().size() != columns.size()) {
      problems.add(
          problem(
              row.line(),
              "",
              "has " + row.cells().size() + " cells, the first row " + columns.size()));
      return;
    }
    if (row.cells().stream().anyMatch(cell -> cell.contains("${"))) {
      problems.add(problem(row.line(), "", "has ${, which stands for a secret; remove it"));
      return;
    }
    String one = yaml(row);
    try {
      ConfigFile.parse(csv.toString(), folder, HEAD + one, ContactFile.class);
      good.add(row);
      yaml.append(one);
    } catch (InvalidConfigException e) {
      e.problems().forEach(each -> problems.add(ofRow(row, each)));
    }
  }

  private String yaml(CsvRows.Row row) throws JsonProcessingException {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String cell = row.cells().get(i).strip();
      if (!cell.isEmpty()) {
        yaml.append(yaml.isEmpty() ? "  - " : "    ").append(columns.get(i)).append(": ");
        yaml.append(
                JSON.writeValueAsString(
                    LISTS.contains(columns.get(i)) ? List.of(cell.split("[\\s,;]+")) : cell))
            .append('\n');
      }
    }
    return yaml.toString();
  }
}
