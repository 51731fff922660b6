// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central.knowledge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.teiten.central.text.EntryId;
import org.teiten.support.config.ConfigFile;
import org.teiten.support.config.ConfigProblem;
import org.teiten.support.config.InvalidConfigException;

/** Reads the {@code .yaml} files of a folder. */
public final class KnowledgeFolder {
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Map<String, Path> ids = new HashMap<>();
  private final List<Vulnerability> vulnerabilities = new ArrayList<>();
  private final List<Malware> malware = new ArrayList<>();
  private final List<ResearchScanner> scanners = new ArrayList<>();

  private KnowledgeFolder() {}

  /**
   * Reads all files, in the order of their names.
   *
   * @throws InvalidConfigException with every problem of every file
   * @throws IOException if the folder or a file cannot be read
   */
  public static Knowledge read(Path folder) throws IOException, InvalidConfigException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    return new KnowledgeFolder().readAll(files);
  }

  private Knowledge readAll(List<Path> files) throws IOException, InvalidConfigException {
    Map<Malware, Path> places = new HashMap<>();
    for (Path file : files) {
      try {
        KnowledgeFile read = ConfigFile.load(file, KnowledgeFile.class);
        for (int i = 0; i < read.vulnerabilities().size(); i++) {
          once(file, "vulnerabilities[" + i + "].id", read.vulnerabilities().get(i).id());
        }
        for (int i = 0; i < read.malware().size(); i++) {
          once(file, "malware[" + i + "].id", read.malware().get(i).id());
          places.put(read.malware().get(i), file);
        }
        for (int i = 0; i < read.scanners().size(); i++) {
          once(file, "scanners[" + i + "].id", read.scanners().get(i).id());
        }
        vulnerabilities.addAll(read.vulnerabilities());
        malware.addAll(read.malware());
        scanners.addAll(read.scanners());
      } catch (InvalidConfigException e) {
        problems.addAll(e.problems());
      }
    }
    if (problems.isEmpty()) {
      findUnknownUses(places);
    }
    if (!problems.isEmpty()) {
      throw new InvalidConfigException(problems);
    }
    return new Knowledge(vulnerabilities, malware, scanners);
  }

  private void once(Path file, String key, EntryId id) {
    Path before = ids.putIfAbsent(id.text(), file);
    if (before != null) {
      problems.add(
          ConfigFile.problemAt(
              file,
              key,
              "\"" + id + "\" stands twice, first in " + before + "; give one another id"));
    }
  }

  private void findUnknownUses(Map<Malware, Path> places) {
    Set<String> known =
        vulnerabilities.stream().map(one -> one.id().text()).collect(Collectors.toSet());
    Map<Path, Integer> index = new HashMap<>();
    for (Malware one : malware) {
      Path file = places.get(one);
      int at = index.merge(file, 1, Integer::sum) - 1;
      for (int i = 0; i < one.uses().size(); i++) {
        if (!known.contains(one.uses().get(i).text())) {
          problems.add(
              ConfigFile.problemAt(
                  file,
                  "malware[" + at + "].uses[" + i + "]",
                  "no vulnerability is called \""
                      + one.uses().get(i)
                      + "\"; add it, or remove it"));
        }
      }
    }
  }
}
