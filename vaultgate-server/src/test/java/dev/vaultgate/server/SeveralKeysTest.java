package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.manage.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider with several keys, and another of the same provider, on real sockets. */
class SeveralKeysTest {

  @TempDir Path folder;
  private final RawUpstream main = new RawUpstream();
  private final RawUpstream europe = new RawUpstream();
  private VaultGateServer server;
  private String key;

  @BeforeEach
  void start() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        server: { port: 0, stop_drain: 1ms }
        store: { url: "jdbc:sqlite::memory:" }
        providers:
          openai: { base_url: "%s", api_keys: [ first, second ] }
          openai-eu: { provider: openai, base_url: "%s", api_key: third }
        """
            .formatted(main.url(), europe.url()));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key = server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    main.close();
    europe.close();
  }

  private RawClient.Answer chat(String model) throws IOException {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(model);
    try (RawClient client = new RawClient(server.port()).post("/v1/chat/completions", key, body)) {
      return client.answer();
    }
  }

  private static String answer(String text) {
    return """
        {"id":"x","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,
         "message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
         "usage":{"prompt_tokens":3,"completion_tokens":4,"total_tokens":7}}
        """
        .formatted(text);
  }

  private static void answersOrLimits(RawUpstream provider, List<String> limited) {
    provider.always(
        c -> {
          String asked = c.request().headers().getOrDefault("authorization", "");
          if (limited.contains(asked)) {
            c.answer(429, "application/json", "{\"error\":{\"message\":\"slow down\"}}");
          } else {
            c.answer(200, "application/json", answer(asked));
          }
        });
  }

  @Test
  void keyThatIsLimitedIsReplacedByTheNextAndRests() throws Exception {
    answersOrLimits(main, List.of("Bearer first"));

    assertThat(chat("openai/gpt-4o").body()).contains("Bearer second");
    assertThat(chat("openai/gpt-4o").body()).contains("Bearer second");
    assertThat(main.requests()).hasSize(3);
  }

  @Test
  void anotherOfTheSameProviderHasItsModelsAndTakesOver() throws Exception {
    answersOrLimits(main, List.of("Bearer first", "Bearer second"));
    answersOrLimits(europe, List.of());

    RawClient.Answer answer = chat("gpt-4o-text");

    assertThat(answer.body()).contains("Bearer third");
    assertThat(answer.header("x-vaultgate-provider")).hasValue("openai-eu");
    assertThat(chat("openai-eu/gpt-4o").status()).isEqualTo(200);
    assertThat(server.gateway().store().usage().page(UsageQuery.ALL, 5, null).records())
        .allSatisfy(record -> assertThat(record.provider()).isEqualTo("openai-eu"))
        .allSatisfy(record -> assertThat(record.cost().nanos()).isPositive());
  }

  @Test
  void everyKeyIsTriedOut() throws Exception {
    answersOrLimits(main, List.of("Bearer second"));
    Providers providers = new Providers(server.gateway().router(), SystemTime.system());

    JsonNode result = providers.test("openai", "gpt-4o");

    assertThat(result.path("ok").asBoolean()).isFalse();
    assertThat(result.path("words").asText()).startsWith("Key 2 of 2: ").contains("limits");
    assertThat(Json.text(result)).doesNotContain("second").doesNotContain("slow down");
  }

  @Test
  void s64OfWhateverAnswersAtAnAddressNothingIsTold() throws Exception {
    main.always(c -> c.answer(200, "text/html", "<title>internal payroll</title>"));
    Providers providers = new Providers(server.gateway().router(), SystemTime.system());

    JsonNode result = providers.test("openai", "gpt-4o");

    assertThat(result.path("ok").asBoolean()).isFalse();
    assertThat(Json.text(result)).doesNotContain("payroll").doesNotContain("title");
    assertThat(result.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "provider", "deployment", "millis", "ok", "status", "code", "words");
  }
}
