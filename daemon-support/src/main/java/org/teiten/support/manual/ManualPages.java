// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.manual;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the manual pages of a command and its subcommands, and its completion. */
public final class ManualPages {
  private ManualPages() {}

  /**
   * Called by the build of the packages.
   *
   * @param arguments the command's class, the release's date, the folder to write into
   */
  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    CommandLine command = new CommandLine(constructor.newInstance());
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    write(command, version(command), arguments[1], folder);
    Files.writeString(
        folder.resolve(command.getCommandName() + ".bash"),
        AutoComplete.bash(command.getCommandName(), command));
  }

  private static String version(CommandLine command) {
    String[] version = command.getCommandSpec().version();
    return version.length == 0 ? command.getCommandName() : version[0];
  }

  /** The page of a command and those of all below it. */
  static void write(CommandLine command, String version, String date, Path folder)
      throws IOException {
    ManualPage page = new ManualPage(command, version, date);
    Files.writeString(folder.resolve(page.name() + ".1"), page.text());
    for (CommandLine subcommand : ManualPage.subcommands(command)) {
      write(subcommand, version, date, folder);
    }
  }
}
