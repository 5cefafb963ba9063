package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.RawUpstream;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * On real sockets: what an operator says of a provider's oddities, and what a caller sees of them.
 */
class QuirksTest {

  private static final String PATH = "/v1/chat/completions";
  private static final String ASKED =
      "{\"model\":\"lab-text\",\"seed\":7,\"logit_bias\":{\"5\":1},\"max_completion_tokens\":9,"
          + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
  private static final String ANSWER =
      "{\"id\":\"x\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{"
          + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"<think>hm</think>yes\"},"
          + "\"finish_reason\":\"eos\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
          + "\"total_tokens\":7}}";
  private static final String PIECE =
      "data: {\"id\":\"x\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
          + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":%s}]}\n\n";

  @TempDir Path folder;
  private final RawUpstream provider = new RawUpstream();
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
          lab:
            wire: openai
            base_url: "%s"
            quirks: [ maxTokensOnly, reasoningInThinkTags ]
            drops: [ logit_bias ]
            renames: { seed: random_seed }
        models:
          lab-text: { deployments: [ lab/m ] }
        """
            .formatted(provider.url()));
    server =
        VaultGateServer.of(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), Map.of()));
    server.start();
    key = server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    provider.close();
  }

  private RawClient.Answer answerTo(String body) throws IOException {
    try (RawClient client = new RawClient(server.port()).post(PATH, key, body)) {
      return client.answer();
    }
  }

  @Test
  void providerGetsWhatItTakesAndTheCallerIsToldWhatWasLeftOut() throws Exception {
    provider.then(c -> c.answer(200, "application/json", ANSWER));

    RawClient.Answer answer = answerTo(ASKED + "}");

    assertThat(answer.header("x-vaultgate-dropped")).hasValue("logit_bias");
    assertThat(Json.read(provider.bodies().get(0)))
        .isEqualTo(
            Json.read(
                "{\"model\":\"m\",\"random_seed\":7,\"max_tokens\":9,"
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"));
  }

  @Test
  void callerGetsReasoningApartFromTheAnswer() throws Exception {
    provider.then(c -> c.answer(200, "application/json", ANSWER));

    JsonNode choice = Json.read(answerTo(ASKED + "}").body()).at("/choices/0");

    assertThat(choice.at("/message/content").asText()).isEqualTo("yes");
    assertThat(choice.at("/message/reasoning_content").asText()).isEqualTo("hm");
    assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
  }

  @Test
  void callerGetsReasoningApartFromTheStream() throws Exception {
    provider.then(
        c -> {
          c.head(200, "text/event-stream").send(PIECE.formatted("<thi", "null"));
          c.send(PIECE.formatted("nk>hm</th", "null")).send(PIECE.formatted("ink>yes", "\"stop\""));
          c.send("data: [DONE]\n\n").finish();
        });

    RawClient.Answer answer = answerTo(ASKED + ",\"stream\":true}");

    assertThat(answer.header("x-vaultgate-dropped")).hasValue("logit_bias");
    assertThat(answer.body())
        .contains("\"reasoning_content\":\"hm\"")
        .contains("\"content\":\"yes\"")
        .doesNotContain("think>")
        .endsWith("data: [DONE]\n\n");
  }
}
