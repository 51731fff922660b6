// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.teiten.central.notify.contacts.ContactBook;
import org.teiten.central.notify.contacts.ContactImport;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code teiten-central notices contacts}. */
@Command(
    name = "contacts",
    description = "Who is told about which sources.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = NoticeContactsCommand.Import.class)
final class NoticeContactsCommand {
  private static final int SHOWN = 20;

  /** {@code teiten-central notices contacts import}. */
  @Command(
      name = "import",
      description = {
        "Makes a file of contacts from a spreadsheet (CSV in UTF-8). The first row names the columns: id,",
        "name and contacts, and as needed role, countries, networks, prefixes, languages, formats, tlp,",
        "rhythm, certificate. Several values in a cell have spaces between them. Every problem is listed",
        "with its line and cell, and then nothing is written."
      },
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example:",
        "  teiten-central notices contacts import isps.csv --out /etc/teiten/contacts"
      })
  static final class Import implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.csv", description = "the list")
    private Path csv;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FOLDER",
        description = "folder of contacts (notices.contacts); the file is named as the list")
    private Path folder;

    @Option(names = "--replace", description = "also in place of a file of that name")
    private boolean replace;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
      ContactImport.Imported imported;
      try {
        imported = ContactImport.run(csv, folder, replace);
      } catch (InvalidConfigException e) {
        throw CommandException.usage(e.getMessage() + "\nNothing was written.", e);
      }
      PrintWriter out = spec.commandLine().getOut();
      out.printf("%d organisations in %s%n", imported.organisations(), imported.file());
      overlaps(imported.book(), out);
      out.flush();
      return 0;
    }
  }

  /** Says which claims lie within others. */
  static void overlaps(ContactBook book, PrintWriter out) {
    book.overlaps().stream()
        .limit(SHOWN)
        .forEach(
            one ->
                out.printf(
                    "%s lies within %s of %s: %s is told%n",
                    one.what(), one.within(), one.wider(), one.narrower()));
    int more = book.overlaps().size() - SHOWN;
    if (more > 0) {
      out.printf("and %d more prefixes lie within those of others%n", more);
    }
  }
}
