package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own SDK for Java makes of responses of providers that know nothing of them. */
@Timeout(30)
class OpenAiSdkResponsesTest {

  @TempDir Path folder;
  private SdkGateway gateway;
  private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    gateway = new SdkGateway(folder);
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(gateway.url())
            .apiKey(gateway.key())
            .maxRetries(0)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    gateway.close();
  }

  @Test
  void responsesOfTheDemo() {
    Response response =
        client
            .responses()
            .create(ResponseCreateParams.builder().model("demo-text").input("Hello!").build());

    assertThat(text(response)).isNotEmpty();
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
    assertThat(response.usage().orElseThrow().outputTokens()).isPositive();
  }

  @Test
  void streamedResponsesOfTheDemo() {
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    StringBuilder deltas = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> events =
        client
            .responses()
            .createStreaming(
                ResponseCreateParams.builder().model("demo-text").input("Hello!").build())) {
      events.stream()
          .peek(accumulator::accumulate)
          .forEach(event -> event.outputTextDelta().ifPresent(d -> deltas.append(d.delta())));
    }

    Response response = accumulator.response();
    assertThat(deltas.toString()).isNotEmpty().isEqualTo(text(response));
    assertThat(response.status()).contains(ResponseStatus.COMPLETED);
  }

  @Test
  void responsesOfClaude() throws Exception {
    gateway.upstream.always(ProviderAnswers.claudeText("Bonjour"));

    Response response =
        client
            .responses()
            .create(
                ResponseCreateParams.builder()
                    .model(SdkGateway.CLAUDE)
                    .instructions("Answer in French.")
                    .input("Hello!")
                    .maxOutputTokens(50)
                    .build());

    assertThat(text(response)).isEqualTo("Bonjour");
    assertThat(response.id()).startsWith("resp_");
    assertThat(gateway.sent().path("max_tokens").asInt()).isEqualTo(50);
    assertThat(gateway.sent().path("system").toString()).contains("Answer in French.");
  }

  @Test
  void streamedCallsOfClaude() {
    gateway.upstream.always(
        ProviderAnswers.claudeCallStream("toolu_1", "weather", "{\"city\":\"Paris\"}"));
    FunctionTool tool =
        FunctionTool.builder()
            .name("weather")
            .strict(false)
            .parameters(
                FunctionTool.Parameters.builder()
                    .putAdditionalProperty("type", JsonValue.from("object"))
                    .putAdditionalProperty(
                        "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                    .build())
            .build();
    ResponseAccumulator accumulator = ResponseAccumulator.create();
    try (StreamResponse<ResponseStreamEvent> events =
        client
            .responses()
            .createStreaming(
                ResponseCreateParams.builder()
                    .model(SdkGateway.CLAUDE)
                    .input("Weather in Paris?")
                    .addTool(tool)
                    .build())) {
      events.stream().forEach(accumulator::accumulate);
    }

    ResponseFunctionToolCall call =
        accumulator.response().output().stream()
            .flatMap(item -> item.functionCall().stream())
            .findFirst()
            .orElseThrow();
    assertThat(call.callId()).isEqualTo("toolu_1");
    assertThat(call.name()).isEqualTo("weather");
    assertThat(call.arguments()).isEqualTo("{\"city\":\"Paris\"}");
  }

  @Test
  void f46CutStreamsEndWithAnErrorAndWithoutTheClosingEvent() {
    gateway.upstream.always(ProviderAnswers.labCutAfter("Half"));

    StringBuilder types = new StringBuilder();
    try (StreamResponse<ResponseStreamEvent> events =
        client
            .responses()
            .createStreaming(
                ResponseCreateParams.builder().model(SdkGateway.LAB).input("Hello!").build())) {
      assertThatThrownBy(
              () ->
                  events.stream()
                      .forEach(event -> types.append(event.isCompleted() ? "completed" : "")))
          .hasMessageContaining("stream");
    }
    assertThat(types.toString()).isEmpty();
  }

  @Test
  void whatNeedsStoredResponsesIsRefused() {
    assertThatThrownBy(
            () ->
                client
                    .responses()
                    .create(
                        ResponseCreateParams.builder()
                            .model(SdkGateway.CLAUDE)
                            .previousResponseId("resp_1")
                            .input("And then?")
                            .build()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("previous_response_id");
  }

  private static String text(Response response) {
    StringBuilder text = new StringBuilder();
    response.output().stream()
        .flatMap(item -> item.message().stream())
        .flatMap(message -> message.content().stream())
        .flatMap(content -> content.outputText().stream())
        .map(ResponseOutputText::text)
        .forEach(text::append);
    return text.toString();
  }
}
