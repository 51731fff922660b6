// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.teiten.central.text.EntryId;
import org.teiten.support.config.InvalidConfigException;

/**
 * An organisation that a program keeps, in a file of its own beside those that people write: {@code
 * api-ID.yaml}, and {@code api-ID.pem} for its certificate. JSON is YAML too, so that its content
 * is read and checked as any other file.
 */
public final class ContactEntry {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PREFIX = "api-";
  private static final String CERTIFICATE = "certificate";
  private static final Object ONE_AT_A_TIME = new Object();

  private final Path folder;
  private final EntryId id;

  /** Judges a certificate, which is in a file. */
  public interface CertificateCheck {
    /**
     * Judges it.
     *
     * @throws IOException that says what is wrong with it
     */
    void check(Path certificate) throws IOException;
  }

  /**
   * The entry of that id.
   *
   * @throws IllegalArgumentException if it is no id
   */
  public ContactEntry(Path folder, String id) {
    this.folder = folder.toAbsolutePath();
    this.id = new EntryId(id);
  }

  private Path file() {
    return folder.resolve(PREFIX + id + ".yaml");
  }

  private Path certificate() {
    return folder.resolve(PREFIX + id + ".pem");
  }

  /** Whether a program keeps it, and not people. */
  public boolean exists() {
    return Files.exists(file());
  }

  /**
   * Makes or replaces it; it appears once all of it is found good beside the other files.
   *
   * @param organisation in the words of a contact file, its certificate as text
   * @throws IllegalArgumentException if it has what only people may write, or its certificate is
   *     wrong
   * @throws InvalidConfigException with every problem of it
   * @throws ClaimedAlreadyException if others claim the same
   * @throws IOException if a file cannot be written
   */
  public ContactBook put(ObjectNode organisation, CertificateCheck check)
      throws IOException, InvalidConfigException, ClaimedAlreadyException {
    requireHarmless(organisation);
    ObjectNode entry = organisation.deepCopy();
    entry.put("id", id.text());
    JsonNode certificate = entry.remove(CERTIFICATE);
    synchronized (ONE_AT_A_TIME) {
      Path half = folder.resolve("." + PREFIX + id + ".half");
      Path halfCertificate = folder.resolve("." + PREFIX + id + ".pem.half");
      try {
        if (certificate != null && !certificate.isNull()) {
          Files.writeString(halfCertificate, certificate.asText());
          requireGood(halfCertificate, check);
          entry.put(CERTIFICATE, certificate().getFileName().toString());
        }
        Files.writeString(half, text(entry));
        ContactBook book = amongOthers(half);
        if (Files.exists(halfCertificate)) {
          move(halfCertificate, certificate());
        }
        move(half, file());
        if (!entry.has(CERTIFICATE)) {
          Files.deleteIfExists(certificate());
        }
        return book;
      } finally {
        Files.deleteIfExists(half);
        Files.deleteIfExists(halfCertificate);
      }
    }
  }

  private static void requireGood(Path certificate, CertificateCheck check) {
    try {
      check.check(certificate);
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          "certificate: "
              + why.replace(certificate + ": ", "").replace(certificate.toString(), "it")
              + "; send X.509 in PEM, or an OpenPGP public key in armour, that can be encrypted to",
          e);
    }
  }

  /** All organisations with this one, which must be good by itself. */
  private ContactBook amongOthers(Path half)
      throws IOException, InvalidConfigException, ClaimedAlreadyException {
    ContactFolder.read(List.of(half));
    try {
      return ContactFolder.read(others(half));
    } catch (InvalidConfigException e) {
      throw new ClaimedAlreadyException(e);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String text(ObjectNode entry) throws JsonProcessingException {
    return "# Kept by a program over HTTP; what is written here by hand it replaces.\norganisations:\n"
        + "  - "
        + JSON.writeValueAsString(entry)
        + "\n";
  }

  private List<Path> others(Path half) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(one -> one.toString().endsWith(".yaml") && !one.equals(file()))
          .sorted()
          .forEach(files::add);
    }
    files.add(half);
    return files;
  }

  /** What reads secrets of this host, or its files, or sends them elsewhere. */
  private static void requireHarmless(JsonNode json) {
    if (json.has("webhook")) {
      throw new IllegalArgumentException(
          "webhook: has a secret of this host; write it into a file of notices.contacts there");
    }
    if (json.has(CERTIFICATE)
        && !json.get(CERTIFICATE).isNull()
        && !json.get(CERTIFICATE).asText().startsWith("-----BEGIN ")) {
      throw new IllegalArgumentException("certificate: must be the text itself, PEM or armoured");
    }
    json.properties().forEach(one -> requireNoReference(one.getKey(), one.getValue()));
  }

  private static void requireNoReference(String key, JsonNode value) {
    if (value.toString().contains("${")) {
      throw new IllegalArgumentException(
          key + ": has ${, which stands for a secret of this host; remove it");
    }
  }

  /** Takes it away, if there is one. */
  public void delete() throws IOException {
    synchronized (ONE_AT_A_TIME) {
      Files.deleteIfExists(file());
      Files.deleteIfExists(certificate());
    }
  }
}
