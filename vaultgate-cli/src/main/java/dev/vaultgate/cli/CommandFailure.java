package dev.vaultgate.cli;

import org.jspecify.annotations.Nullable;

/** A command that cannot go on, with what to tell the user in one line and a script by its code. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandFailure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  CommandFailure(ExitCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** An option's value that cannot be used: {@code --rpm: -1 (expected: 0 or more)}. */
  static CommandFailure option(String name, Object value, String expected) {
    return option(name, value, expected, null);
  }

  /** The same for a value that something else refused. */
  static CommandFailure option(
      String name, Object value, String expected, @Nullable Throwable cause) {
    return new CommandFailure(
        ExitCode.USAGE, name + ": " + value + " (expected: " + expected + ")", cause);
  }

  static CommandFailure notFound(String message) {
    return new CommandFailure(ExitCode.NOT_FOUND, message);
  }

  ExitCode code() {
    return code;
  }
}
