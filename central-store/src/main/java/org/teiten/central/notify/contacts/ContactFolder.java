// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.notify.contacts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.teiten.flowtuple.IpPrefix;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;

/** Reads the organisations of a folder: every {@code *.yaml} in it is one {@link ContactFile}. */
public final class ContactFolder {
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<Object, String> claimed = new HashMap<>();
  private final List<Organisation> organisations = new ArrayList<>();

  private ContactFolder() {}

  /**
   * Reads all files, in the order of their names.
   *
   * @throws InvalidConfigException with every problem of every file: also one prefix, AS or country
   *     that two organisations claim, for then nothing would say who is told
   * @throws IOException if the folder or a file cannot be read
   */
  public static ContactBook read(Path folder) throws IOException, InvalidConfigException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    return read(files);
  }

  /** Reads files, in their order. */
  static ContactBook read(List<Path> files) throws IOException, InvalidConfigException {
    return new ContactFolder().readAll(files);
  }

  private ContactBook readAll(List<Path> files) throws IOException, InvalidConfigException {
    for (Path file : files) {
      try {
        List<Organisation> read = ConfigFile.load(file, ContactFile.class).organisations();
        for (int i = 0; i < read.size(); i++) {
          claim(file, "organisations[" + i + "]", read.get(i));
        }
        organisations.addAll(read);
      } catch (InvalidConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new ContactBook(organisations);
  }

  private void claim(Path file, String at, Organisation one) {
    once(file, at + ".id", one.id(), one);
    for (int i = 0; i < one.prefixes().size(); i++) {
      IpPrefix prefix = one.prefixes().get(i);
      once(file, at + ".prefixes[" + i + "]", prefix, one);
    }
    for (int i = 0; i < one.networks().size(); i++) {
      once(file, at + ".networks[" + i + "]", one.networks().get(i), one);
    }
    for (int i = 0; i < one.countries().size(); i++) {
      once(file, at + ".countries[" + i + "]", one.countries().get(i), one.role(), one);
    }
  }

  private void once(Path file, String key, Object what, Organisation by) {
    once(file, key, what, "", by);
  }

  private void once(Path file, String key, Object what, Object role, Organisation by) {
    String before = claimed.putIfAbsent(List.of(what, role), by.id().text());
    if (before != null) {
      problems.add(
          ConfigFile.problemAt(
              file,
              key,
              "\"" + what + "\" is claimed by " + before + " already; one of them must let it go"));
    }
  }
}
