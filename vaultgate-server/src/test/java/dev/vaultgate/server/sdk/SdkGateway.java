package dev.vaultgate.server.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A server as an operator starts it, from a configuration file, on plain HTTP: with the demo, and
 * with two models on the network, one whose provider speaks OpenAI's dialect, so that bytes pass
 * through, and one that speaks Anthropic's, so that everything is translated.
 */
final class SdkGateway implements AutoCloseable {

  /** Passed through. */
  static final String LAB = "lab-hybrid";

  /** Translated. */
  static final String CLAUDE = "claude-hybrid";

  /** The provider behind both. */
  final RawUpstream upstream = new RawUpstream();

  private final VaultGateServer server;

  SdkGateway(Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("vaultgate.yaml"),
            """
            server: { port: 0, stop_drain: 1ms }
            store: { url: "jdbc:sqlite::memory:" }
            demo: true
            providers:
              lab: { wire: openai, base_url: "%s" }
              claude: { wire: anthropic, base_url: "%s" }
            models:
              lab-hybrid: { deployments: [ lab/one ] }
              claude-hybrid: { deployments: [ claude/two ] }
            """
                .formatted(upstream.url(), upstream.url().replace("/v1", "")));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
  }

  /** The base URL that an SDK is given. */
  String url() {
    return server.address() + "/v1";
  }

  /** A key on the usual terms. */
  String key() {
    return key(KeySpec.named("sdk"));
  }

  String key(KeySpec spec) {
    return server.gateway().keys().create(spec).secret().reveal();
  }

  /** The body of the newest request that the provider got. */
  JsonNode sent() throws IOException {
    return Json.read(upstream.bodies().get(upstream.bodies().size() - 1));
  }

  @Override
  public void close() throws IOException {
    server.close();
    upstream.close();
  }
}
