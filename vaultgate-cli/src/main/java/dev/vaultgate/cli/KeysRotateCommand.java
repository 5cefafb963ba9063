package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a key a new secret. */
@Command(
    name = "rotate",
    description =
        "Give a key a new secret, which is shown once; the old one works for a while yet.")
final class KeysRotateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Option(
      names = "--overlap",
      paramLabel = "TIME",
      defaultValue = "24h",
      description =
          "How long the old secret works beside it: 30m, 24h, 7d (else ${DEFAULT-VALUE}).")
  private String overlap;

  @Option(names = "--now", description = "End the old secret at once.")
  private boolean now;

  @Override
  public void run() {
    Duration beside = now ? Duration.ZERO : Times.span("--overlap", overlap);
    try (Administration administration = place.open()) {
      String id = KeyLookup.id(administration, key);
      JsonNode body = Json.object().put("overlap_seconds", beside.toSeconds());
      JsonNode rotated = administration.post(ApiPath.of("/keys/{}/rotate", id), body);
      output.print(
          rotated,
          "Key %s (%s) has a new secret, which is not shown again:%n%n  %s%n%nThe old one %s."
              .formatted(
                  id,
                  rotated.path("name").asText(),
                  rotated.path("key").asText(),
                  beside.isZero() ? "works no longer" : "works for another " + overlap));
    }
  }
}
