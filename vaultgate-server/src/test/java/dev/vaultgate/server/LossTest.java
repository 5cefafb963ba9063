package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a translation cannot carry is told, or refused where the caller wishes so. */
class LossTest {

  private static final String STRICT = "x-vaultgate-strict: true\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  @TempDir Path folder;
  private ThreeDialects world;

  @BeforeEach
  void start() throws IOException {
    world = new ThreeDialects(folder);
  }

  @AfterEach
  void stop() throws IOException {
    world.close();
  }

  @ParameterizedTest
  @CsvSource({"claude-text,'seed, logit_bias'", "gem-text,logit_bias"})
  void losesAreToldBesideAWholeAnswer(String model, String names) throws Exception {
    world.provider.then(c -> c.answer(200, "application/json", ThreeDialects.answer(model)));

    RawClient.Answer answer = world.chat(request(model, false));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-dropped")).hasValue(names);
  }

  @ParameterizedTest
  @CsvSource({"claude-text,'seed, logit_bias'", "gem-text,logit_bias"})
  void losesAreToldBeforeAStream(String model, String names) throws Exception {
    world.provider.then(
        c -> c.head(200, "text/event-stream").send(ThreeDialects.events(model)).finish());

    RawClient.Answer answer = world.chat(request(model, true));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-dropped")).hasValue(names);
    assertThat(answer.body()).contains("hi").endsWith("data: [DONE]\n\n");
  }

  @ParameterizedTest
  @CsvSource({
    "claude-text,false,'seed, logit_bias'",
    "claude-text,true,'seed, logit_bias'",
    "gem-text,false,logit_bias",
    "gem-text,true,logit_bias"
  })
  void strictCallerIsRefusedInstead(String model, boolean stream, String names) throws Exception {
    RawClient.Answer answer = world.chat(STRICT, request(model, stream));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"unknown_parameter\"").contains(names);
    assertThat(world.provider.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/responses | \"input\":\"Hi\",\"store\":true,\"truncation\":\"auto\",\"include\":[\"file_search_call.results\"],"
            + "\"reasoning\":{\"summary\":\"auto\"},\"max_tool_calls\":3"
            + " | store, truncation, include, reasoning.summary, max_tool_calls",
        "/v1/responses | \"input\":\"Hi\",\"store\":false,\"truncation\":\"disabled\",\"include\":[],\"tools\":[],"
            + "\"reasoning\":{\"effort\":null},\"text\":{\"format\":{\"type\":\"text\"}} | ''",
        "/v1/completions | \"prompt\":\"Hi\",\"prediction\":1,\"echo\":false | prediction"
      })
  void losesOfOtherApisAreToldToo(String path, String fields, String names) throws Exception {
    world.provider.always(
        c -> c.answer(200, "application/json", ThreeDialects.answer("claude-text")));
    String body = "{\"model\":\"claude-text\"," + fields + "}";

    RawClient.Answer answer = world.post(path, JSON, body);
    RawClient.Answer strict = world.post(path, JSON + STRICT, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-dropped").orElse("")).isEqualTo(names);
    assertThat(strict.status()).isEqualTo(names.isEmpty() ? 200 : 400);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sameDialectLosesNothing(boolean stream) throws Exception {
    world.provider.then(
        c -> {
          if (stream) {
            c.head(200, "text/event-stream").send(ThreeDialects.events("open-text")).finish();
          } else {
            c.answer(200, "application/json", ThreeDialects.answer("open-text"));
          }
        });

    RawClient.Answer answer = world.chat(STRICT, request("open-text", stream));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("x-vaultgate-dropped")).isEmpty();
    assertThat(world.provider.bodies().get(0)).contains("\"logit_bias\":{\"1\":2}");
  }

  @Test
  void strictnessIsTrueOrFalse() throws Exception {
    RawClient.Answer answer =
        world.chat("x-vaultgate-strict: perhaps\r\n", request("gem-text", false));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"invalid_header\"");
  }

  private static String request(String model, boolean stream) {
    return "{\"model\":\""
        + model
        + "\",\"stream\":"
        + stream
        + ",\"seed\":7,\"logit_bias\":{\"1\":2},"
        + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
  }
}
