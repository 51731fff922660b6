// Copyright 2026 The Teiten Authors
// SPDX-License-Identifier: Apache-2.0
package org.teiten.support.errors;

/** Ends a command with one sentence on stderr and an exit code. */
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The world failed: a disk, a network, a file that is not what it should be. */
  public static CommandException world(String message, Throwable cause) {
    return new CommandException(CommandRunner.WORLD_FAILED, message, cause);
  }

  /** The same without a cause. */
  public static CommandException world(String message) {
    return world(message, null);
  }

  /** The command line or the configuration is wrong. */
  public static CommandException usage(String message, Throwable cause) {
    return new CommandException(CommandRunner.WRONG_USAGE, message, cause);
  }

  /** The same without a cause. */
  public static CommandException usage(String message) {
    return usage(message, null);
  }

  public int exitCode() {
    return exitCode;
  }
}
