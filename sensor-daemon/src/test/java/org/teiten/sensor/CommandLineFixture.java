// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.sensor;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.teiten.support.errors.CommandRunner;

/** Runs a command in this process and catches what it prints. */
public final class CommandLineFixture {
  /** What came of a command. */
  public record Ran(int code, String out, String err) {}

  private CommandLineFixture() {}

  public static synchronized Ran run(Object... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      String[] words = new String[args.length];
      for (int i = 0; i < args.length; i++) {
        words[i] = args[i].toString();
      }
      int code = CommandRunner.run(new SensorCommand(), words);
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
