// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.central;

import java.util.concurrent.Callable;
import org.teiten.support.lifecycle.StopSignal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code teiten-central run}. */
@Command(
    name = "run",
    description = "Runs the centre until SIGTERM.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Mixin private CentralOptions options;

  @Override
  public Integer call() throws Exception {
    CentralConfig config = options.load();
    return new CentralStore(config, StopSignal.ofProcess(config.shutdownDeadline())).run();
  }
}
