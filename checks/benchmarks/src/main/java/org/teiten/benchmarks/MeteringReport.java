// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs {@link MeteringBenchmark} and says what it measured, in Markdown. */
final class MeteringReport {
  private static final String ALLOCATION = "gc.alloc.rate.norm";

  private MeteringReport() {}

  static String run() throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(MeteringBenchmark.class.getSimpleName())
                    .addProfiler(GCProfiler.class)
                    .jvmArgs(
                        ManagementFactory.getRuntimeMXBean()
                            .getInputArguments()
                            .toArray(String[]::new))
                    .build())
            .run();
    StringBuilder table =
        new StringBuilder(
            """
            ## One packet, one thread (JMH)

            The mix of `Traffic`; 4,096 packets an invocation, from memory.

            | work | sources | packets a second | ± | CPU ns a packet | allocated bytes a packet |
            |---|---:|---:|---:|---:|---:|
            """);
    for (RunResult result : results) {
      Result<?> rate = result.getPrimaryResult();
      String method = result.getParams().getBenchmark();
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %,.0f | %,.0f | %.1f | %.4f |%n",
              method.substring(method.lastIndexOf('.') + 1),
              result.getParams().getParam("sources"),
              rate.getScore(),
              rate.getScoreError(),
              secondary(result, "cpuNanos") / secondary(result, "packets"),
              secondary(result, ALLOCATION)));
    }
    return table.toString();
  }

  private static double secondary(RunResult result, String name) {
    return result.getSecondaryResults().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(name))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findFirst()
        .orElse(Double.NaN);
  }
}
