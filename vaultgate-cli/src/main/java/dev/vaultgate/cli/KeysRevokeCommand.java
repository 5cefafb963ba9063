package dev.vaultgate.cli;

import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.KeyJson;
import dev.vaultgate.server.admin.KeyView;
import dev.vaultgate.server.admin.Revocation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Revokes a key. */
@Command(name = "revoke", description = "End a key for ever.")
final class KeysRevokeCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      Revocation revocation = administration.revokeKey(KeyLookup.find(administration, key).id());
      KeyView revoked = revocation.key();
      output.print(
          KeyJson.write(revocation),
          "Key %s (%s) %s."
              .formatted(
                  revoked.id(),
                  revoked.name(),
                  revocation.isNew() ? "is revoked" : "had been revoked before"));
    }
  }
}
