// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.teiten.support.config.InvalidConfigException;
import org.teiten.support.logging.DebugOption;
import org.teiten.support.logging.Journal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Runs a picocli command line: results on stdout, everything else on stderr, a failure as one
 * sentence without stack trace unless {@code --debug} is given.
 */
public final class CommandRunner {
  public static final int DONE = 0;
  public static final int WORLD_FAILED = 1;
  public static final int WRONG_USAGE = 2;

  private static final String DEBUG = "--debug";

  private CommandRunner() {}

  /** Runs the command that the arguments name and returns its exit code. */
  public static int run(Object command, String... args) {
    Optional<CommandLine> named = named(command.getClass(), args);
    CommandLine line = named.orElseGet(() -> new CommandLine(command));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExpandAtFiles(false);
    Failures failures = new Failures(Arrays.asList(args).contains(DEBUG));
    line.setExitCodeExceptionMapper(failures);
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
    int code = line.execute(named.isPresent() ? Arrays.copyOfRange(args, 1, args.length) : args);
    line.getOut().flush();
    return code;
  }

  /**
   * The one command that the first argument names: reading the annotations of all of them would
   * take a third of the time in which a daemon starts.
   */
  private static Optional<CommandLine> named(Class<?> root, String... args) {
    Command annotation = root.getAnnotation(Command.class);
    return Arrays.stream(annotation.subcommands())
        .filter(type -> args.length > 0 && isNamed(type, args[0]))
        .findFirst()
        .map(type -> alone(root, type, annotation.name() + " " + args[0]));
  }

  /** A command with what it would have inherited. */
  private static CommandLine alone(Class<?> root, Class<?> type, String name) {
    CommandLine line = new CommandLine(type).setCommandName(name);
    boolean inherits =
        Arrays.stream(root.getDeclaredFields())
            .anyMatch(field -> field.getType().equals(DebugOption.class));
    return inherits ? line.addMixin("debug", new DebugOption()) : line;
  }

  private static boolean isNamed(Class<?> type, String name) {
    Command annotation = type.getAnnotation(Command.class);
    return annotation != null && annotation.name().equals(name);
  }

  /** The exit code that a failure means. */
  static int exitCode(Throwable failure) {
    if (failure instanceof CommandException command) {
      return command.exitCode();
    }
    return failure instanceof InvalidConfigException ? WRONG_USAGE : WORLD_FAILED;
  }

  /**
   * What is said of a failure. A class and not lambdas: these interfaces are compiled for a Java so
   * old that the archive of classes leaves out whatever a lambda has linked, and to find one class
   * beside the archive Java opens all the jars before it.
   */
  private static final class Failures
      implements CommandLine.IExitCodeExceptionMapper,
          CommandLine.IParameterExceptionHandler,
          CommandLine.IExecutionExceptionHandler {
    private final boolean debug;

    Failures(boolean debug) {
      this.debug = debug;
    }

    @Override
    public int getExitCode(Throwable failure) {
      return exitCode(failure);
    }

    @Override
    public int handleParseException(CommandLine.ParameterException e, String[] args) {
      CommandLine at = e.getCommandLine();
      PrintWriter err = at.getErr();
      err.println(Journal.error(e.getMessage()));
      CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
      err.println("See " + at.getCommandSpec().qualifiedName() + " --help");
      err.flush();
      return WRONG_USAGE;
    }

    @Override
    public int handleExecutionException(
        Exception failure, CommandLine at, CommandLine.ParseResult parsed) {
      PrintWriter err = at.getErr();
      if (debug) {
        failure.printStackTrace(err);
      } else {
        err.println(Journal.error(sentence(failure)));
      }
      err.flush();
      return exitCode(failure);
    }
  }

  private static String sentence(Exception failure) {
    if (failure instanceof CommandException
        || failure instanceof InvalidConfigException
        || failure instanceof IOException
        || failure instanceof UncheckedIOException) {
      return ErrorText.of(failure);
    }
    return "internal error, please report it with the output of --debug: " + failure;
  }
}
