// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.teiten.sensor.top.LiveView;
import org.teiten.sensor.top.StatusClient;
import org.teiten.sensor.top.TopScreen;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import org.teiten.support.errors.CommandRunner;
import org.teiten.support.errors.ErrorText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code top}: what the running sensor sees. */
@Command(
    name = "top",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the running sensor sees: its books, and the ports and sources of the last"
          + " interval.",
      "On a terminal the screen is kept up to date until Ctrl-C; elsewhere it is printed once."
    },
    footer = {
      "",
      "Examples:",
      "  teiten-sensor top --config /etc/teiten/sensor.yaml",
      "  teiten-sensor top --config /etc/teiten/sensor.yaml --count 10 --every 60 >>seen.txt",
      "",
      "Exit code: 0 shown, 1 no sensor answers, 2 wrong usage or configuration."
    })
final class TopCommand implements Callable<Integer> {
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin private ConfigOption config;

  @Option(
      names = "--every",
      defaultValue = "2",
      paramLabel = "SECONDS",
      description = "How often (${DEFAULT-VALUE}).")
  private int every;

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "How many times; on a terminal without end if not given, else once.")
  private Integer count;

  @Option(names = "--format", defaultValue = "text", description = "${COMPLETION-CANDIDATES}.")
  private TextFormat format;

  @Override
  public Integer call() throws InvalidConfigException, CommandException, InterruptedException {
    if (every < 1 || (count != null && count < 1)) {
      throw CommandException.usage("--every and --count must be at least 1");
    }
    boolean terminal = "1".equals(System.getenv("TEITEN_STDOUT_IS_TERMINAL"));
    boolean screen = terminal && count == null && format == TextFormat.TEXT;
    StatusClient client = new StatusClient(config.load().http().listen());
    TopScreen top = new TopScreen();
    int times = count == null ? 1 : count;
    for (int i = 0; screen || i < times; i++) {
      if (i > 0) {
        TimeUnit.SECONDS.sleep(every);
      }
      LiveView view = view(client);
      if (format == TextFormat.JSON) {
        System.out.print(view.json());
      } else {
        print(top.next(view, System.nanoTime()), screen, i > 0);
      }
    }
    return CommandRunner.DONE;
  }

  private static LiveView view(StatusClient client) throws CommandException {
    try {
      return client.view();
    } catch (IOException e) {
      throw CommandException.world(
          ErrorText.of(e) + "; does it run (systemctl status teiten-sensor)?", e);
    }
  }

  private static void print(List<String> lines, boolean screen, boolean again) {
    StringBuilder text = new StringBuilder(screen ? CLEAR : again ? "\n" : "");
    lines.forEach(line -> text.append(line).append('\n'));
    System.out.print(text);
    System.out.flush();
  }
}
