// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.lifecycle.Beside;

/**
 * Writes a report's files: first all of them under other names, then each gets its own in one step.
 * A file under its own name is whole.
 */
public final class ReportFiles {
  private static final String PART = ".part";

  private final Path folder;
  private final List<Path> fontFolders;

  /**
   * Into a folder, which is made if it is not there.
   *
   * @param fontFolders where fonts may be
   */
  public ReportFiles(Path folder, List<Path> fontFolders) {
    this.folder = folder;
    this.fontFolders = List.copyOf(fontFolders);
  }

  /**
   * Says what would stand in the way, before anything is counted.
   *
   * @throws IOException if there is no font
   * @throws InvalidConfigException if an analyst's file is wrong
   */
  public void check(ReportQuestion question, List<Language> languages)
      throws IOException, InvalidConfigException {
    ReportFonts.find(fontFolders);
    for (Language language : languages) {
      AnalystTexts.read(texts(name(question.quarter(), question.edition(), language)));
    }
  }

  private Path texts(String name) {
    return folder.resolve(name + ".texts.yaml");
  }

  private static String name(String quarter, Edition edition, Language language) {
    return "teiten-"
        + quarter
        + (edition == Edition.PUBLIC ? "-public" : "")
        + "."
        + language.code();
  }

  /**
   * What was written.
   *
   * @param files in order
   * @param notes on texts that were not used
   */
  public record Written(List<Path> files, List<String> notes) {}

  /**
   * Writes a report in some languages.
   *
   * @throws IOException if it cannot; then no file under its own name is new
   * @throws InvalidConfigException if an analyst's file is wrong
   */
  public Written write(ReportContents contents, List<Language> languages)
      throws IOException, InvalidConfigException {
    ReportFonts fonts = ReportFonts.find(fontFolders);
    Files.createDirectories(folder);
    Map<Path, byte[]> templates = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    List<Edited> editions = new ArrayList<>();
    for (Language language : languages) {
      editions.add(edited(contents, language, templates, notes));
    }
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (Map<Path, byte[]> made : makeAll(editions, fonts)) {
      files.putAll(made);
    }
    files.putAll(templates);
    replaceAll(files);
    return new Written(List.copyOf(files.keySet()), notes);
  }

  /** A document and the name of its files without their kind. */
  private record Edited(String name, ReportDocument document) {}

  private Edited edited(
      ReportContents contents, Language language, Map<Path, byte[]> templates, List<String> notes)
      throws IOException, InvalidConfigException {
    ReportContents.Header header = contents.header();
    String name = name(header.quarter(), header.edition(), language);
    Words words = new Words(language);
    Map<String, String> drafts = new Drafts(contents, words).all();
    Path own = texts(name);
    AnalystTexts texts = AnalystTexts.read(own);
    texts
        .unused(drafts)
        .forEach(id -> notes.add(own + ": \"" + id + "\" is no text of this report"));
    if (!Files.exists(own)) {
      templates.put(own, AnalystTexts.template(drafts).getBytes(StandardCharsets.UTF_8));
    }
    return new Edited(name, new ReportDocument(contents, texts.over(drafts), words));
  }

  // Each language on a thread of its own: a PDF is most of the work.
  private List<Map<Path, byte[]>> makeAll(List<Edited> editions, ReportFonts fonts)
      throws IOException {
    List<Beside<Map<Path, byte[]>>> begun = new ArrayList<>();
    try {
      for (Edited edited : editions) {
        begun.add(Beside.begin(edited.name(), () -> make(edited, fonts)));
      }
      List<Map<Path, byte[]>> made = new ArrayList<>();
      for (Beside<Map<Path, byte[]>> one : begun) {
        made.add(one.result(RuntimeException.class));
      }
      return made;
    } finally {
      begun.forEach(Beside::close);
    }
  }

  private Map<Path, byte[]> make(Edited edited, ReportFonts fonts) throws IOException {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    for (ReportForm form : ReportForm.values()) {
      String ending = "." + form.name().toLowerCase(Locale.ROOT);
      files.put(folder.resolve(edited.name() + ending), form.of(edited.document(), fonts));
    }
    return files;
  }

  private static void replaceAll(Map<Path, byte[]> files) throws IOException {
    List<Path> parts = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        Path part = file.getKey().resolveSibling("." + file.getKey().getFileName() + PART);
        parts.add(part);
        writeWhole(part, file.getValue());
      }
      for (Path file : files.keySet()) {
        Files.move(
            file.resolveSibling("." + file.getFileName() + PART),
            file,
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      for (Path part : parts) {
        Files.deleteIfExists(part);
      }
    }
  }

  private static void writeWhole(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
