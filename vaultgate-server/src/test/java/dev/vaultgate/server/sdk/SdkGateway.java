package dev.vaultgate.server.sdk;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A whole server over plain HTTP, with the demo provider and one on the network. */
final class SdkGateway implements AutoCloseable {

  static final String LAB_MODEL = "lab-text";

  private final VaultGateServer server;

  /**
   * @param labUrl where the provider on the network is
   */
  private SdkGateway(Path folder, String labUrl) throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        demo: true
        server: { port: 0, stop_drain: 1s }
        store: { url: "jdbc:sqlite::memory:" }
        providers: { lab: { wire: openai, base_url: "%s", api_key: sk-lab } }
        models: { lab-text: { deployments: [ lab/one ] } }
        """
            .formatted(labUrl));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
  }

  static SdkGateway start(Path folder, String labUrl) throws IOException {
    return new SdkGateway(folder, labUrl);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.port() + "/v1";
  }

  /** A new key of the operator's. */
  String key() {
    return key(1_000);
  }

  String key(int requestsPerMinute) {
    return server
        .gateway()
        .keys()
        .create(KeySpec.named("sdk").requestsPerMinute(requestsPerMinute))
        .secret()
        .reveal();
  }

  @Override
  public void close() {
    server.close();
  }
}
