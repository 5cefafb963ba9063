package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /v1/models}: what is listed, what is not there, and why. */
class ModelListTest {

  private static final String CONFIG =
      """
      server: { port: 0, stop_drain: 1ms }
      store: { url: "jdbc:sqlite::memory:" }
      providers:
        anthropic: { api_key: "sk-operator" }
        lab: { wire: openai, base_url: "http://127.0.0.1:9/v1" }
      models:
        unpriced-text: { deployments: [ lab/one ] }
        priced-text: { deployments: [ lab/one ], price: { input: 0.01, output: 0.02 } }
      """;

  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static VaultGateServer server;
  private static String paying;
  private static String free;

  @BeforeAll
  static void start() throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, CONFIG);
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    paying = secret(KeySpec.named("paying").account("payer"));
    free = secret(KeySpec.named("free"));
  }

  private static String secret(KeySpec spec) {
    return server.gateway().keys().create(spec).secret().reveal();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static HttpResponse<String> send(String key, HttpRequest.Builder request)
      throws Exception {
    return CLIENT.send(
        request.header("Authorization", "Bearer " + key).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String key, String path) throws Exception {
    return send(key, HttpRequest.newBuilder(URI.create(server.address() + "/v1/models" + path)));
  }

  private static HttpResponse<String> chat(String key, String model) throws Exception {
    String body =
        "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}".formatted(model);
    return send(
        key,
        HttpRequest.newBuilder(URI.create(server.address() + "/v1/chat/completions"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static List<String> ids(String key, String query) throws Exception {
    HttpResponse<String> answer = get(key, query);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Json.read(answer.body()).path("data").findValuesAsText("id");
  }

  private static String message(HttpResponse<String> answer) throws Exception {
    JsonNode error = Json.read(answer.body()).path("error");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(error.path("code").asText()).isEqualTo("model_not_found");
    return error.path("message").asText();
  }

  @Test
  void listIsNarrowedByTypeProviderCapabilityAndPrice() throws Exception {
    assertThat(ids(paying, "?provider=lab")).containsExactly("priced-text");
    assertThat(ids(paying, "?provider=anthropic&type=hybrid&capability=reasoning"))
        .contains("claude-sonnet-4-5-text");
    assertThat(ids(paying, "?max_input_price=0.01")).containsExactly("priced-text");
    assertThat(ids(paying, "?type=image")).isEmpty();
  }

  @Test
  void parameterOfSomebodyElsesListIsNotLookedAt() throws Exception {
    assertThat(ids(paying, "?limit=1")).isEqualTo(ids(paying, ""));
  }

  @Test
  void valueThatIsNoneIsRefused() throws Exception {
    HttpResponse<String> wrong = get(paying, "?type=video");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"param\":\"type\"", "text, image, hybrid, embedding");
    assertThat(get(paying, "?type=text&type=image").statusCode()).isEqualTo(400);
  }

  @Test
  void retiredModelIsNotFoundAndItsSuccessorIsNamed() throws Exception {
    String words =
        "The model `claude-3-opus-text` was shut down on 2026-05-01."
            + " Use `claude-opus-5-5-text` instead.";

    assertThat(message(chat(paying, "claude-3-opus-text"))).isEqualTo(words);
    assertThat(message(get(paying, "/claude-3-opus"))).isEqualTo(words);
    assertThat(ids(paying, "")).doesNotContain("claude-3-opus-text");
  }

  @Test
  void modelWithoutAPriceIsNotThereForKeysThatPay() throws Exception {
    assertThat(message(chat(paying, "unpriced-text")))
        .isEqualTo(
            message(chat(paying, "unpriced-tex")).replace("unpriced-tex`", "unpriced-text`"));
    assertThat(get(paying, "/unpriced-text").statusCode()).isEqualTo(404);
    assertThat(ids(paying, "")).contains("priced-text").doesNotContain("unpriced-text");
  }

  @Test
  void nameThatIsUnknownSuggestsNoModelThatTheKeyMayNotUse() throws Exception {
    assertThat(message(chat(paying, "unpriced-tex")))
        .contains("`priced-text`")
        .doesNotContain("`unpriced-text`");
    assertThat(message(chat(free, "unpriced-tex"))).contains("`unpriced-text`");
  }

  @Test
  void modelWithoutAPriceIsThereForKeysThatNeedNoCredit() throws Exception {
    assertThat(ids(free, "?provider=lab")).containsExactly("priced-text", "unpriced-text");
    assertThat(get(free, "/unpriced-text").statusCode()).isEqualTo(200);
  }
}
