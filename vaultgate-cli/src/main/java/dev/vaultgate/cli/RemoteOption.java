package dev.vaultgate.cli;

import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.http.OkHttpTransport;
import dev.vaultgate.client.openai.OpenAiWire;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A running gateway, by its address and a key. A mixin. */
final class RemoteOption {

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "A running gateway, such as http://127.0.0.1:8080.")
  private @Nullable String url;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A key of that gateway (otherwise the variable VAULTGATE_API_KEY).")
  private @Nullable String key;

  boolean isGiven() {
    return url != null;
  }

  /** The address with /v1, however it was given. */
  String base() {
    String base = url == null ? "" : url.replaceFirst("/+$", "");
    return base.endsWith("/v1") ? base : base + "/v1";
  }

  String secret() {
    String secret = key == null ? System.getenv("VAULTGATE_API_KEY") : key;
    if (secret == null || secret.isBlank()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--key: missing (expected: a key, or VAULTGATE_API_KEY)");
    }
    return secret;
  }

  /** A model of the gateway: it speaks OpenAI's dialect at another address. */
  ProviderClient client(String model, OkHttpTransport transport) {
    return new ProviderClient(
        new OpenAiWire(),
        new Target(
            "vaultgate",
            model,
            base(),
            Map.of(),
            Map.of("Authorization", "Bearer " + secret()),
            Set.of(),
            Target.Traits.UNKNOWN),
        transport);
  }
}
