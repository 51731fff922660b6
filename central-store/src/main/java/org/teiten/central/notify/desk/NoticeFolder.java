// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.desk;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.notify.contacts.MailAddress;
import org.teiten.central.notify.format.Notice;
import org.teiten.central.notify.format.NoticeForms;
import org.teiten.central.notify.select.ChosenPhenomenon;
import org.teiten.central.notify.select.NoticedSource;

/**
 * The files of one notice: {@code mail.txt}, which an analyst may change until it is approved,
 * {@code attachments/}, and {@code notice.json}, what it is about.
 */
final class NoticeFolder {
  static final String MAIL = "mail.txt";
  static final String ABOUT = "notice.json";
  static final String ATTACHMENTS = "attachments";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;

  /** What a notice is about. */
  record About(
      String id,
      String organisation,
      String reason,
      List<ChosenPhenomenon> phenomena,
      boolean simulated,
      List<NoticedSource> sources) {
    /** Of a notice that was written before phenomena were noted there are none. */
    About {
      phenomena = phenomena == null ? List.of() : List.copyOf(phenomena);
    }
  }

  NoticeFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  /** Writes all files; the folder appears whole or not at all. */
  void write(Notice notice, NoticeForms.Forms forms) throws IOException {
    Path half = Files.createTempDirectory(folder.getParent(), ".draft-");
    try {
      Files.writeString(half.resolve(MAIL), mail(notice, forms));
      Path attachments = Files.createDirectory(half.resolve(ATTACHMENTS));
      for (NoticeForms.Attachment one : forms.attachments()) {
        Files.writeString(attachments.resolve(one.name()), one.text());
      }
      About about =
          new About(
              notice.id(),
              notice.to().id().text(),
              notice.reason(),
              notice.phenomena(),
              notice.simulated(),
              notice.sources());
      Files.write(half.resolve(ABOUT), JSON.writeValueAsBytes(about));
      Files.move(half, folder);
    } catch (IOException | RuntimeException e) {
      delete(half);
      throw e;
    }
  }

  private static String mail(Notice notice, NoticeForms.Forms forms) {
    String to =
        notice.to().contacts().stream().map(MailAddress::text).collect(Collectors.joining(", "));
    return "To: " + to + "\nSubject: " + forms.subject() + "\n\n" + forms.body();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  About about() throws IOException {
    return JSON.readValue(Files.readAllBytes(folder.resolve(ABOUT)), About.class);
  }

  /**
   * The mail as it is now.
   *
   * @throws IOException if its first two lines are no longer To and Subject, or name no address
   */
  MailFile mail() throws IOException {
    return MailFile.parse(folder.resolve(MAIL));
  }

  List<Path> attachments() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve(ATTACHMENTS))) {
      return all.sorted().toList();
    }
  }

  /** SHA-256 of all that goes out. */
  String digest() throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Path> files = new ArrayList<>(attachments());
      files.add(folder.resolve(MAIL));
      for (Path file : files) {
        byte[] content = Files.readAllBytes(file);
        digest.update(
            (file.getFileName() + " " + content.length + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(content);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
