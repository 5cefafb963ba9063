package dev.vaultgate.cli;

/** What a script can tell from the end of a command. The numbers are part of the contract. */
enum ExitCode {
  /** Done. */
  OK(0),
  /** Failed, or something that was looked at is wrong. */
  FAILED(1),
  /** The command line or the configuration cannot be used. */
  USAGE(2),
  /** What was named does not exist. */
  NOT_FOUND(3),
  /** Refused: a key, a permission or credit is missing. */
  REFUSED(4),
  /** The store, a gateway or a provider cannot be reached or is too busy. */
  UNAVAILABLE(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
