package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.manage.Providers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told of a provider that is tried out, on real sockets. */
class ProviderTrialTest {

  private static final String JSON = "application/json";
  private static final String KEY = "sk-key-of-the-operator";
  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ok\"},"
          + "\"finish_reason\":\"stop\"}]}";
  private static final String VECTOR =
      "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1,0]}],"
          + "\"model\":\"m\",\"usage\":{\"total_tokens\":1}}";
  private static final String PICTURE =
      "{\"image\":\"iVBORw0KGgo=\",\"finish_reason\":\"SUCCESS\",\"seed\":1}";

  @TempDir Path folder;
  private final RawUpstream upstream = new RawUpstream();
  private VaultGateServer server;
  private Providers providers;

  @BeforeEach
  void open() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        store: { url: "jdbc:sqlite::memory:" }
        providers:
          openai: { base_url: "%1$s", api_key: %2$s }
          voyage: { base_url: "%1$s", api_key: %2$s }
          stability: { base_url: "%1$s", api_key: %2$s }
        """
            .formatted(upstream.url(), KEY));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    providers = new Providers(server.gateway().router(), SystemTime.system());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    upstream.close();
  }

  @Test
  void chatOfAFewTokensSaysThatTheKeyWorks() throws Exception {
    upstream.then(c -> c.answer(200, JSON, ANSWER));

    JsonNode result = providers.test("openai", null);

    assertThat(result.path("ok").asBoolean()).isTrue();
    assertThat(result.path("status").asInt()).isEqualTo(200);
    assertThat(result.path("words").asText()).startsWith("The key works, and ");
    assertThat(result.path("millis").isIntegralNumber()).isTrue();
    assertThat(upstream.bodies().get(0)).contains("\"max_completion_tokens\":16");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":{\"message\":\"Incorrect API key provided: "
            + KEY
            + "\"}} | The provider does not accept the key.",
        "429 | {\"error\":{\"message\":\"slow down\"}} | The key works, but the provider limits requests now.",
        "429 | {\"error\":{\"message\":\"no\",\"code\":\"insufficient_quota\"}} | The key works, but its account has no credit or quota left.",
        "400 | {\"error\":{\"message\":\"no\"}} | The key works, but the question was refused.",
        "500 | <h1>" + KEY + "</h1> | The provider failed.",
      })
  void failureIsToldInPlainWordsWithItsStatusAndNeverTheKey(int status, String body, String words)
      throws Exception {
    upstream.always(c -> c.answer(status, JSON, body));

    JsonNode result = providers.test("openai", "gpt-4o");

    assertThat(result.path("ok").asBoolean()).isFalse();
    assertThat(result.path("status").asInt()).isEqualTo(status);
    assertThat(result.path("words").asText()).isEqualTo(words);
    assertThat(Json.text(result)).doesNotContain(KEY);
  }

  @Test
  void modelThatIsGoneIsNotTheKeysFault() throws Exception {
    upstream.then(c -> c.answer(404, JSON, "{\"error\":{\"code\":\"model_not_found\"}}"));
    upstream.then(c -> c.answer(200, JSON, ANSWER));

    assertThat(providers.test("openai", null).path("ok").asBoolean()).isTrue();
    assertThat(upstream.requests()).hasSize(2);
  }

  @Test
  void modelsThatAreAllGoneLeadToTheOptionThatNamesOne() throws Exception {
    upstream.always(c -> c.answer(404, JSON, "{\"error\":{\"code\":\"model_not_found\"}}"));

    assertThat(providers.test("openai", null).path("words").asText())
        .contains("does not serve", "--model");
    assertThat(upstream.requests()).hasSize(3);
  }

  @Test
  void providerThatDoesNotChatIsAskedForAVector() throws Exception {
    upstream.then(c -> c.answer(200, JSON, VECTOR));

    assertThat(providers.test("voyage", null).path("ok").asBoolean()).isTrue();
    assertThat(upstream.requests().get(0).target()).endsWith("/embeddings");
  }

  @Test
  void pictureIsPaidForOnlyWhereAModelIsNamed() throws Exception {
    assertThatThrownBy(() -> providers.test("stability", null))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("makes images alone");
    assertThat(upstream.requests()).isEmpty();

    upstream.then(c -> c.answer(200, JSON, PICTURE));
    assertThat(providers.test("stability", "core").path("ok").asBoolean()).isTrue();
    assertThat(upstream.requests()).hasSize(1);
  }
}
