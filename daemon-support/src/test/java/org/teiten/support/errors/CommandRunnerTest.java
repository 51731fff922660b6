// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.teiten.support.logging.DebugOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

class CommandRunnerTest {
  @Command(name = "tool", mixinStandardHelpOptions = true)
  static final class Tool implements Callable<Integer> {
    @Option(names = "--fail")
    String fail = "";

    @Option(names = "--debug")
    boolean debug;

    @Override
    public Integer call() throws Exception {
      switch (fail) {
        case "world" -> throw new NoSuchFileException("/no/such");
        case "usage" -> throw CommandException.usage("the port is in use; choose another");
        case "bug" -> throw new IllegalStateException("key 7");
        default -> System.out.println("result");
      }
      return CommandRunner.DONE;
    }
  }

  @Command(
      name = "tools",
      mixinStandardHelpOptions = true,
      subcommands = {Hammer.class, Saw.class})
  static final class Tools {
    @Mixin final DebugOption debug = new DebugOption();
  }

  @Command(name = "hammer", mixinStandardHelpOptions = true)
  static final class Hammer implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("key 7");
    }
  }

  @Command(name = "saw")
  static final class Saw implements Callable<Integer> {
    Saw() {
      throw new IllegalStateException("nobody asked for a saw");
    }

    @Override
    public Integer call() {
      return CommandRunner.DONE;
    }
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... args) {
    return run(new Tool(), args);
  }

  private static Ran run(Object command, String... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      int code = CommandRunner.run(command, args);
      return new Ran(
          code,
          outBytes.toString(StandardCharsets.UTF_8),
          errBytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void exitsWithZeroWhenDone() {
    assertThat(run()).isEqualTo(new Ran(0, "result\n", ""));
  }

  @Test
  void tellsAFailureOfTheWorldInOneSentence() {
    assertThat(run("--fail", "world"))
        .isEqualTo(new Ran(1, "", "no such file or folder: /no/such\n"));
  }

  @Test
  void exitsWithTwoOnWrongUsage() {
    assertThat(run("--fail", "usage"))
        .isEqualTo(new Ran(2, "", "the port is in use; choose another\n"));
    Ran unknown = run("--fial", "usage");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("--fial", "See tool --help").doesNotContain("\tat ");
  }

  @Test
  void showsAStackTraceOnlyForDebug() {
    Ran bug = run("--fail", "bug");
    assertThat(bug.code()).isEqualTo(1);
    assertThat(bug.err()).contains("internal error", "key 7").doesNotContain("\tat ");
    assertThat(run("--fail", "bug", "--debug").err()).contains("\tat ");
  }

  @Test
  void aNamedCommandAloneIsReadAndKnowsItsWholeName() {
    assertThat(run(new Tools(), "hammer", "--help").out()).contains("Usage: tools hammer [-hV]");
    assertThat(run(new Tools(), "hammer", "--hlep").err()).contains("See tools hammer --help");
    assertThat(run(new Tools(), "hammer", "--debug").err()).contains("\tat ", "key 7");
    assertThat(run(new Tools(), "hamer").err()).contains("hamer", "See tools --help");
    assertThat(run(new Tools(), "--help").out()).contains("hammer", "saw");
  }
}
