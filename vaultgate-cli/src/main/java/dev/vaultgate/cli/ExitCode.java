package dev.vaultgate.cli;

/** What a script can tell from the end of a command. */
enum ExitCode {
  OK(0),
  FAILED(1),
  USAGE(2),
  NOT_FOUND(3),
  REFUSED(4),
  UNAVAILABLE(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
