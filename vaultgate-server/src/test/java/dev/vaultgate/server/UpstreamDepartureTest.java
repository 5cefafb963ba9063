package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From the caller's socket to the provider's: when the one closes, the other does within a second,
 * whatever the provider is doing.
 */
class UpstreamDepartureTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String FRAME =
      "{\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hel\"}}]}";

  @TempDir Path folder;
  private VaultGateServer server;
  private String key;

  /** Lines of the configuration that this is tried with. */
  String settings() {
    return "";
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void startBefore(SilentProvider provider) throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        providers: { lab: { wire: openai, base_url: "%s" } }
        models: { lab-text: { deployments: [ lab/one ] } }
        %s"""
            .formatted(provider.baseUrl(), settings()));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key = server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  private RawClient ask(String body) throws Exception {
    return new RawClient(server.port()).post(PATH, key, body);
  }

  @Test
  void f57ProviderThatHasNotAnswered() throws Exception {
    try (SilentProvider provider = new SilentProvider("")) {
      startBefore(provider);
      RawClient client = ask(Bodies.CHAT);
      assertThat(provider.isAskedWithin(5)).isTrue();

      client.close();

      assertThat(provider.isLeftWithin(1_000)).isTrue();
    }
  }

  @Test
  void f57ProviderThatHasNotBegunToStream() throws Exception {
    try (SilentProvider provider = new SilentProvider("")) {
      startBefore(provider);
      RawClient client = ask(Bodies.STREAM);
      assertThat(provider.isAskedWithin(5)).isTrue();

      client.close();

      assertThat(provider.isLeftWithin(1_000)).isTrue();
    }
  }

  @Test
  void f58f60ProviderThatIsSilentInTheMiddleOfAStream() throws Exception {
    try (SilentProvider provider = new SilentProvider(SilentProvider.streamOf(FRAME))) {
      startBefore(provider);
      RawClient client = ask(Bodies.STREAM);
      client.head();
      assertThat(client.chunk()).contains("Hel");

      client.close();

      assertThat(provider.isLeftWithin(1_000)).isTrue();
    }
  }

  @Test
  void f57ProviderThatIsSilentInTheMiddleOfAWholeAnswer() throws Exception {
    try (SilentProvider provider =
        new SilentProvider("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"id\":")) {
      startBefore(provider);
      RawClient client = ask(Bodies.CHAT);
      assertThat(provider.isAskedWithin(5)).isTrue();

      client.close();

      assertThat(provider.isLeftWithin(1_000)).isTrue();
    }
  }
}
