// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.teiten.flowtuple.batch.BatchHeader;
import org.teiten.sensor.read.OutputFormat;
import org.teiten.sensor.spool.SpoolView;
import org.teiten.sensor.spool.SpoolView.Item;
import org.teiten.sensor.spool.SpoolView.Place;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code spool list|show|retry|drop}: what waits for the centre, and what waits for a human. */
@Command(
    name = "spool",
    mixinStandardHelpOptions = true,
    description =
        "Shows what is in the spool and decides about batches that lie aside; beside a running"
            + " sensor too.",
    subcommands = {
      SpoolCommand.ListCommand.class,
      SpoolCommand.ShowCommand.class,
      SpoolCommand.RetryCommand.class,
      SpoolCommand.DropCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  teiten-sensor spool list  --config /etc/teiten/sensor.yaml",
      "  teiten-sensor spool show  --config /etc/teiten/sensor.yaml tokyo-1_…_000000000041.avro",
      "  teiten-sensor spool retry --config /etc/teiten/sensor.yaml --all",
      "      after the centre was told of this sensor, say",
      "  teiten-sensor spool drop  --config /etc/teiten/sensor.yaml notes.txt"
    })
final class SpoolCommand implements Callable<Integer> {
  @Override
  public Integer call() throws CommandException {
    throw CommandException.usage("which? spool list, show, retry or drop; see spool --help");
  }

  private static SpoolView view(ConfigOption config)
      throws InvalidConfigException, CommandException {
    try {
      return new SpoolView(config.load().spool());
    } catch (IOException e) {
      throw CommandException.world(ErrorText.of(e), e);
    }
  }

  private static List<Item> items(SpoolView view) throws CommandException {
    try {
      return view.items();
    } catch (IOException e) {
      throw CommandException.world("the spool cannot be read: " + ErrorText.of(e), e);
    }
  }

  /** {@code spool list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what waits to be sent and what lies aside, oldest first.")
  static final class ListCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Option(names = "--format", defaultValue = "table", description = "${COMPLETION-CANDIDATES}.")
    private OutputFormat format;

    @Override
    public Integer call() throws InvalidConfigException, CommandException {
      System.out.print(SpoolListing.of(items(view(config)), format));
      return CommandRunner.DONE;
    }
  }

  /** {@code spool show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Tells all about one file of the spool, as JSON, and whether it is whole.")
  static final class ShowCommand implements Callable<Integer> {
    @Mixin private ConfigOption config;

    @Parameters(paramLabel = "NAME", description = "Its name, as 'spool list' prints it.")
    private String name;

    @Override
    public Integer call() throws InvalidConfigException, CommandException {
      Item item =
          items(view(config)).stream()
              .filter(one -> one.name().equals(name))
              .findFirst()
              .orElseThrow(() -> CommandException.world("nothing of that name is in the spool"));
      System.out.print(SpoolListing.details(item, SpoolView.fault(item)));
      return CommandRunner.DONE;
    }
  }

  /** Files that lie aside, by name or all. */
  static final class Chosen {
    @Mixin ConfigOption config;

    @Option(names = "--all", description = "Everything that lies aside.")
    private boolean all;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Names, as in 'spool list'.")
    private List<String> names = new ArrayList<>();

    List<Item> items(SpoolView view) throws CommandException {
      if (all != names.isEmpty()) {
        throw CommandException.usage("name the files, or say --all");
      }
      List<Item> aside =
          SpoolCommand.items(view).stream().filter(item -> item.place() == Place.ASIDE).toList();
      for (String name : names) {
        if (aside.stream().noneMatch(item -> item.name().equals(name))) {
          throw CommandException.world(
              name + " does not lie aside; 'spool list' tells what does. Nothing was done");
        }
      }
      return aside.stream().filter(item -> all || names.contains(item.name())).toList();
    }
  }

  private interface Deed {
    void on(Item item) throws IOException;
  }

  /** Does something to each; one that fails does not keep the next from it. */
  private static int each(List<Item> items, String done, Deed deed) {
    int code = CommandRunner.DONE;
    for (Item item : items) {
      try {
        deed.on(item);
        long packets = item.header().map(BatchHeader::packets).orElse(0L);
        System.out.println(done + " " + item.name() + " (" + packets + " packets)");
      } catch (IOException e) {
        System.err.println(ErrorText.of(e));
        code = CommandRunner.WORLD_FAILED;
      }
    }
    return code;
  }

  /** {@code spool retry}. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Lets batches that lie aside be sent again; a running sensor does within 1m.")
  static final class RetryCommand implements Callable<Integer> {
    @Mixin private Chosen chosen;

    @Override
    public Integer call() throws InvalidConfigException, CommandException {
      SpoolView view = view(chosen.config);
      return each(chosen.items(view), "returned", view::retry);
    }
  }

  /** {@code spool drop}. */
  @Command(
      name = "drop",
      mixinStandardHelpOptions = true,
      description = "Deletes files that lie aside, for good.")
  static final class DropCommand implements Callable<Integer> {
    @Mixin private Chosen chosen;

    @Override
    public Integer call() throws InvalidConfigException, CommandException {
      SpoolView view = view(chosen.config);
      return each(chosen.items(view), "deleted", view::drop);
    }
  }
}
