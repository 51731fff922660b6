// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.teiten.central.enrich.OriginDatabaseConfig;
import org.teiten.central.enrich.OriginDatabases;
import org.teiten.central.notify.ApprovalRule;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.Organisation;
import org.teiten.central.notify.deliver.SmtpDelivery;
import org.teiten.central.pki.TlsConfig;
import org.teiten.central.store.DaysKept;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.ErrorText;
import org.teiten.support.tls.Identity;
import org.teiten.support.tls.Pem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code teiten-central check}. */
@Command(
    name = "check",
    description =
        "Lists every problem of the configuration with its line; opens nothing in the network.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  /** Two quarters, two months before the first notice of them, and some time to write. */
  private static final int REPORT_DAYS = 280;

  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    List<String> problems = new ArrayList<>();
    for (OriginDatabaseConfig database : config.origin().databases()) {
      try {
        new OriginDatabases(List.of(database)).load();
      } catch (IOException e) {
        problems.add("origin.databases: " + ErrorText.of(e));
      }
    }
    try {
      Centre.services(config);
    } catch (IOException e) {
      problems.add("knowledge.services: " + ErrorText.of(e));
    }
    try {
      Centre.knowledge(config);
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (IOException e) {
      problems.add("knowledge.facts: " + ErrorText.of(e));
    }
    ContactBook contacts = contacts(config, problems);
    try {
      Centre.delivery(config.notices());
    } catch (IOException e) {
      problems.add("notices.smtp: " + ErrorText.of(e));
    }
    config.ingest().tls().ifPresent(tls -> tlsProblems(tls, problems));
    dataProblem(config.data(), problems);
    if (!problems.isEmpty()) {
      throw CommandException.usage(String.join("\n", problems));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "The configuration is good: "
            + config.sensors().size()
            + " sensors, "
            + config.origin().databases().size()
            + " origin databases, data in "
            + config.data());
    out.println(
        "Kept: raw rows "
            + kept(config.retention().raw())
            + ", rollups "
            + kept(config.retention().rollups())
            + shortly(config.retention().raw()));
    NoticeContactsCommand.overlaps(contacts, out);
    return 0;
  }

  private static String kept(DaysKept kept) {
    return kept.forever() ? "for ever" : kept.days() + " days";
  }

  /** What will not be possible with raw rows of so few days. */
  private static String shortly(DaysKept raw) {
    return raw.forever() || raw.days() >= REPORT_DAYS
        ? ""
        : "; a report needs raw rows of two quarters and some weeks, write at least "
            + REPORT_DAYS
            + "d";
  }

  /** The contacts, none if there is a problem with them. */
  private static ContactBook contacts(CentralConfig config, List<String> problems) {
    try {
      ContactBook contacts = Centre.contacts(config);
      for (ApprovalRule rule : config.notices().rules()) {
        rule.organisations().stream()
            .filter(one -> contacts.organisation(one.text()).isEmpty())
            .forEach(
                one ->
                    problems.add(
                        "notices.rules: "
                            + rule.name()
                            + " names "
                            + one
                            + ", which is in no file of notices.contacts"));
      }
      for (Organisation one : contacts.organisations()) {
        if (one.certificate().isPresent()) {
          try {
            SmtpDelivery.checkCertificate(one.certificate().get(), Instant.now());
          } catch (IOException e) {
            problems.add("notices.contacts: " + one.id() + ": " + ErrorText.of(e));
          }
        }
      }
      return contacts;
    } catch (InvalidConfigException e) {
      e.problems().forEach(problem -> problems.add(problem.toString()));
    } catch (IOException e) {
      problems.add("notices.contacts: " + ErrorText.of(e));
    }
    return ContactBook.NOBODY;
  }

  private static void tlsProblems(TlsConfig tls, List<String> problems) {
    if (tls.ownAuthority()) {
      return;
    }
    try {
      Identity.read(tls.identity().orElseThrow());
    } catch (IOException e) {
      problems.add("ingest.tls.identity: " + ErrorText.of(e));
    }
    try {
      Pem.certificates(tls.authorities().orElseThrow());
    } catch (IOException e) {
      problems.add("ingest.tls.authorities: " + ErrorText.of(e));
    }
  }

  private static void dataProblem(Path data, List<String> problems) {
    Path existing = data.toAbsolutePath();
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (existing == null || !Files.isDirectory(existing) || !Files.isWritable(existing)) {
      problems.add(
          "data: "
              + data
              + " cannot be written by this user; change its owner, or name another folder with --data");
    }
  }
}
