package dev.vaultgate.cli;

/** A command that cannot go on, with what to tell the user in one line and a script by its code. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode code;

  CommandFailure(ExitCode code, String message) {
    super(message);
    this.code = code;
  }

  static CommandFailure notFound(String what) {
    return new CommandFailure(ExitCode.NOT_FOUND, what);
  }

  ExitCode code() {
    return code;
  }
}
