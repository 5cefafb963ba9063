package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Turns a deployment on again. */
@Command(
    name = "enable",
    description = "Turn a deployment on again, such as one whose key was refused.")
final class RouteEnableCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "DEPLOYMENT", description = "As route status names it.")
  private String deployment;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      JsonNode answer =
          administration.post("/health/routes/enable", Json.object().put("deployment", deployment));
      output.print(
          answer,
          "%s: %s".formatted(answer.path("deployment").asText(), RouteStatusCommand.state(answer)));
    }
  }
}
