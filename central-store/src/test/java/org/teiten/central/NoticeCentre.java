// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.teiten.central.notify.deliver.MailServer;
import org.teiten.flowtuple.TrafficType;
import org.teiten.flowtuple.batch.EpochKind;

/** A centre with a source that somebody is told about, and a mail server. */
final class NoticeCentre implements AutoCloseable {
  private static final String CAMPUS =
      """
      organisations:
        - id: campus
          name: Example University
          prefixes: [133.11.0.0/16]
          contacts: [csirt@campus.example, noc@campus.example]
          languages: [ja, en]
          formats: [shadowserver, intelmq, xarf]
      """;

  private final Path folder;
  private final MailServer server;
  private final Path config;

  /**
   * In a folder.
   *
   * @param more lines of the configuration, within {@code notices}
   */
  NoticeCentre(Path folder, String... more) throws IOException {
    this(folder, CAMPUS, more);
  }

  /** With other organisations, YAML. */
  NoticeCentre(Path folder, String organisations, String[] more) throws IOException {
    this.folder = folder;
    server = new MailServer(Files.createDirectory(folder.resolve("mail")));
    server.identity().write(folder.resolve("smime.pem"));
    Files.createDirectories(folder.resolve("contacts"));
    Files.writeString(folder.resolve("contacts/all.yaml"), organisations);
    StringBuilder lines = new StringBuilder();
    for (String one : more) {
      lines.append("  ").append(one).append('\n');
    }
    if (Stream.of(more).noneMatch(one -> one.startsWith("most_sources"))) {
      lines.append("  most_sources: 1\n");
    }
    config =
        Files.writeString(
            folder.resolve("central-store.yaml"),
            """
            data: data
            ingest: {listen: '127.0.0.1:0'}
            http: {listen: '127.0.0.1:0'}
            store: {memory_limit: 256MiB, min_free: 0B}
            notices:
              contacts: contacts
              sender: {organisation: 調整 CSIRT, contact: notices@centre.example}
              smtp:
                host: localhost
                port: %d
                trust: mail/authority-only.pem
                identity: smime.pem
                bounces: bounces@centre.example
                timeout: 5s
            %s"""
                .formatted(server.port(), lines));
    try (Stream<Path> files = Files.list(Imported.DATA)) {
      Path data = Files.createDirectory(folder.resolve("data"));
      for (Path file : files.toList()) {
        Files.copy(file, data.resolve(file.getFileName()));
      }
    }
  }

  /** The store, imported once for all centres: copying it takes a tenth of the time. */
  private static final class Imported {
    static final Path DATA = data();

    private static Path data() {
      try {
        Path folder = Files.createTempDirectory(Path.of("target"), "notice-centre-");
        Path config =
            Files.writeString(
                folder.resolve("central-store.yaml"),
                "data: data\nstore: {memory_limit: 256MiB, min_free: 0B}\n");
        Path batches = folder.resolve("batches");
        Batch.of("tokyo-1", 1, 0)
            .kind(EpochKind.CAPTURE)
            .minute("2026-06-15T10:00:00Z")
            .row("133.11.0.1", 6, 23, -1, -1, TrafficType.TCP_SYN, "mirai", 3)
            .tcp("133.11.0.2", 22, 4)
            .and()
            .writeTo(batches);
        assertThat(Run.command("import", "--config", config, "--register", batches).code())
            .isZero();
        return folder.resolve("data");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  MailServer server() {
    return server;
  }

  Path config() {
    return config;
  }

  Path files(String notice) {
    return folder.resolve("data/notices").resolve(notice);
  }

  Run.Result notices(String command, Object... more) {
    List<Object> words = new ArrayList<>(List.of("notices", command, "--config", config));
    words.addAll(List.of(more));
    return Run.command(words.toArray());
  }

  /** What {@code draft} says of that day. */
  Run.Result draft(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("--from", "2026-06-15", "--to", "2026-06-15", "--by", "sato"));
    words.addAll(List.of(more));
    return notices("draft", words.toArray());
  }

  /** The one notice of that day, drafted. */
  String drafted() {
    Run.Result draft = draft("--reason", "23/tcp");
    assertThat(draft.err()).isEmpty();
    assertThat(draft.out()).contains("campus, 2 sources");
    return draft.out().substring(0, draft.out().indexOf(' '));
  }

  String approved() {
    String id = drafted();
    assertThat(notices("approve", id, "--by", "suzuki", "--sources", "2").code()).isZero();
    return id;
  }

  /** A notice as {@code list} has it. */
  JsonNode state(String id) throws IOException {
    for (JsonNode one :
        new JsonMapper().readTree(notices("list", "--format", "json").out()).path("notices")) {
      if (one.path("id").asText().equals(id)) {
        return one;
      }
    }
    throw new AssertionError("no " + id);
  }

  String status(String id) throws IOException {
    return state(id).path("status").asText().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
