package dev.vaultgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a user. */
@Command(name = "show", description = "Show one user.")
final class UsersShowCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "USER", description = UserLookup.DESCRIPTION)
  private String user;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      output.properties(UserLookup.find(administration, user));
    }
  }
}
