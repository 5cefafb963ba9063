package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Redeems a code. */
@Command(
    name = "redeem",
    description = {
      "Give an account the credit of a code.",
      "Example: vaultgate codes redeem VG-7K3F-9QXZ-2M4T-RB0C team"
    })
final class CodesRedeemCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "CODE", description = "The code, in any spelling.")
  private String code;

  @Parameters(index = "1", paramLabel = "ACCOUNT", description = "The account's name.")
  private String name;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      JsonNode redeemed =
          administration.post(
              "/codes/redeem", Json.object().put("code", code).put("account", name));
      output.print(
          redeemed,
          "Added %s. %s now has %s available."
              .formatted(
                  Amounts.of(redeemed.path("amount")),
                  name,
                  Amounts.of(redeemed.path("available"))));
    }
  }
}
