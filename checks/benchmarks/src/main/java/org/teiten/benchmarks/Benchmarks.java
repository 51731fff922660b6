// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs every benchmark and writes {@code docs/90-benchmarks.md}. */
public final class Benchmarks {
  private static final int ROUNDS = 5;

  private Benchmarks() {}

  /**
   * Runs them.
   *
   * @param arguments the checkout, the folder of the peers' sources, and a folder for what is built
   *     and generated
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: Benchmarks CHECKOUT PEERS WORK");
      System.exit(2);
    }
    Path checkout = Path.of(arguments[0]).toAbsolutePath().normalize();
    Path peers = Path.of(arguments[1]).toAbsolutePath().normalize();
    Path work = Path.of(arguments[2]).toAbsolutePath().normalize();
    Path sensor = checkout.resolve("sensor-daemon/target/teiten-sensor/bin/teiten-sensor");

    Machine machine = Machine.here(checkout);
    String read = "The comparison with the peers was left out: " + peers + " is not there.\n";
    if (Files.isDirectory(peers)) {
      ReadComparison comparison = new ReadComparison(sensor, work, ROUNDS);
      read =
          String.join(
              "\n",
              comparison.run(peers),
              others(comparison, peers, work, sensor),
              size(comparison, peers, work, sensor));
    }
    Path measuredLive = work.resolve("live.md");
    String live =
        Files.exists(measuredLive)
            ? Files.readString(measuredLive)
            : "The live comparison was left out: it needs root and the peers.\n";
    String metering = MeteringReport.run();
    String report =
        String.join(
            "\n",
            List.of(
                "# Benchmarks\n",
                "Written by `checks/benchmarks/run.sh`; do not edit. Machines differ and are noisy:"
                    + " compare ratios, and only of one run.\n",
                machine.markdown(),
                read,
                live,
                metering,
                Files.readString(checkout.resolve("checks/benchmarks/causes.md"))));
    Path document = checkout.resolve("docs/90-benchmarks.md");
    Files.writeString(document, report);
    System.out.print(report);
  }

  private static String others(ReadComparison comparison, Path peers, Path work, Path sensor)
      throws IOException, InterruptedException {
    Path generate = comparison.compile(peers, "generate", "-lm");
    return new OtherTools(work)
        .run(
            comparison.generate(generate, ReadComparison.PACKETS),
            comparison.generate(generate, 1_000_000),
            sensor);
  }

  private static String size(ReadComparison comparison, Path peers, Path work, Path sensor)
      throws IOException, InterruptedException {
    Path generate = comparison.compile(peers, "generate", "-lm");
    return new BatchSize(sensor, work)
        .run(comparison.generate(generate, ReadComparison.PACKETS), ReadComparison.PACKETS);
  }
}
