// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.teiten.central.notify.desk.NoticeDesk;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.errors.CommandException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command of {@code teiten-central notices} that works at the desk. */
abstract class NoticeWork implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Mixin private CentralOptions options;
  @Spec private CommandSpec spec;

  /** What it does with the open desk. */
  abstract int at(NoticeDesk desk, CentralConfig config, PrintWriter out)
      throws IOException, CommandException, InvalidConfigException;

  @Override
  public final Integer call() throws Exception {
    CentralConfig config = options.load();
    PrintWriter out = spec.commandLine().getOut();
    try (NoticeDesk desk = open(config)) {
      return at(desk, config, out);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(e.getMessage(), e);
    } finally {
      out.flush();
    }
  }

  /** Waits for a pass of the running centre, or another command, to end. */
  private static NoticeDesk open(CentralConfig config) throws IOException, InvalidConfigException {
    return NoticeDesk.openWhenFree(
        Centre.notices(config),
        config.notices(),
        Centre.contacts(config),
        Clock.systemUTC(),
        PATIENCE);
  }
}
