package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
      String id = KeyLookup.id(administration, key);
      JsonNode revoked = administration.post(ApiPath.of("/keys/{}/revoke", id));
      output.print(
          revoked,
          "Key %s (%s) %s."
              .formatted(
                  id,
                  revoked.path("name").asText(),
                  revoked.path("revoked_now").asBoolean()
                      ? "is revoked"
                      : "had been revoked before"));
    }
  }
}
