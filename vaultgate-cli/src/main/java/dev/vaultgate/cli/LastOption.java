package dev.vaultgate.cli;

import picocli.CommandLine.Option;

/** How many of the newest are shown. A mixin. */
final class LastOption {

  private static final int MAX = 1_000;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many, at most 1000 (else ${DEFAULT-VALUE}).")
  private int last;

  int count() {
    if (last < 1 || last > MAX) {
      throw CommandFailure.option("--last", last, "1 to " + MAX);
    }
    return last;
  }
}
