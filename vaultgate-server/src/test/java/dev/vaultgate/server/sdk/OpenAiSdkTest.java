package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.models.Model;
import dev.vaultgate.server.SilentProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** OpenAI's own SDK for Java, pointed at the gateway and otherwise as it is. */
@Timeout(30)
class OpenAiSdkTest {

  private static final String PIXEL =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
          + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir Path folder;
  private final MockWebServer lab = new MockWebServer();
  private SdkGateway gateway;
  private final List<OpenAIClient> clients = new ArrayList<>();
  private OpenAIClient client;

  @BeforeEach
  void start() throws Exception {
    lab.start();
    gateway = SdkGateway.start(folder, lab.url("/v1").toString());
    client = client(gateway.baseUrl(), gateway.key());
  }

  @AfterEach
  void stop() {
    clients.forEach(OpenAIClient::close);
    gateway.close();
    lab.close();
  }

  private OpenAIClient client(String baseUrl, String key) {
    OpenAIClient made =
        OpenAIOkHttpClient.builder().baseUrl(baseUrl).apiKey(key).maxRetries(0).build();
    clients.add(made);
    return made;
  }

  private static ChatCompletionCreateParams.Builder ask(String model, String prompt) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(prompt);
  }

  @Test
  void modelsAreListed() {
    assertThat(client.models().list().autoPager())
        .extracting(Model::id)
        .contains("demo-text", "demo-image", SdkGateway.LAB_MODEL);
    assertThat(client.models().retrieve("demo-text").ownedBy()).isEqualTo("demo");
  }

  @Test
  void aChatIsAnswered() {
    ChatCompletion answer =
        client.chat().completions().create(ask("demo-text", "say this is a test").build());

    assertThat(answer.choices().get(0).message().content()).contains("this is a test");
    assertThat(answer.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
    assertThat(answer.model()).isEqualTo("demo-text");
    assertThat(answer.created()).isPositive();
    assertThat(answer.usage().orElseThrow().totalTokens()).isPositive();
    answer.validate();
  }

  @Test
  void aStreamArrivesInPiecesAndAddsUp() {
    ChatCompletionCreateParams params =
        ask("demo-text", "count to 20")
            .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
            .build();
    ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();

    long pieces;
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(params)) {
      pieces =
          stream.stream()
              .map(ChatCompletionChunk::validate)
              .peek(sum::accumulate)
              .filter(chunk -> !chunk.choices().isEmpty())
              .count();
    }

    ChatCompletion answer = sum.chatCompletion();
    assertThat(pieces).isGreaterThan(5);
    assertThat(answer.choices().get(0).message().content().orElse("")).contains("1").contains("20");
    assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
  }

  @Test
  void aToolIsCalledAndItsResultUsed() throws Exception {
    ChatCompletionCreateParams question = weather();
    ChatCompletion call = client.chat().completions().create(question);
    ChatCompletionMessageToolCall tool =
        call.choices().get(0).message().toolCalls().orElseThrow().get(0);

    assertThat(call.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    assertThat(tool.asFunction().function().name()).isEqualTo("get_weather");
    assertThat(json(tool.asFunction().function().arguments()).path("city").asText())
        .isEqualTo("Paris");

    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(
                question.toBuilder()
                    .addMessage(call.choices().get(0).message())
                    .addMessage(
                        ChatCompletionToolMessageParam.builder()
                            .toolCallId(tool.asFunction().id())
                            .content("17 degrees")
                            .build())
                    .build());
    assertThat(answer.choices().get(0).message().content().orElse("")).contains("17 degrees");
  }

  @Test
  void aToolCallIsStreamed() throws Exception {
    ChatCompletionAccumulator sum = ChatCompletionAccumulator.create();

    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(weather())) {
      stream.stream().forEach(sum::accumulate);
    }

    ChatCompletionMessageToolCall call =
        sum.chatCompletion().choices().get(0).message().toolCalls().orElseThrow().get(0);
    assertThat(call.asFunction().function().name()).isEqualTo("get_weather");
    assertThat(json(call.asFunction().function().arguments()).path("city").asText())
        .isEqualTo("Paris");
  }

  private static ChatCompletionCreateParams weather() {
    return ask("demo-text", "What is the weather in Paris?")
        .addFunctionTool(
            FunctionDefinition.builder()
                .name("get_weather")
                .parameters(
                    FunctionParameters.builder()
                        .putAdditionalProperty("type", JsonValue.from("object"))
                        .putAdditionalProperty(
                            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                        .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                        .build())
                .build())
        .build();
  }

  /** The SDK makes the schema of it. */
  public static final class Recipe {
    public String title = "";
    public List<String> steps = List.of();
    public int minutes;
  }

  @Test
  void anAnswerTakesTheFormOfAClass() {
    StructuredChatCompletionCreateParams<Recipe> params =
        ask("demo-text", "A recipe, please").responseFormat(Recipe.class).build();

    Recipe recipe =
        client
            .chat()
            .completions()
            .create(params)
            .choices()
            .get(0)
            .message()
            .content()
            .orElseThrow();

    assertThat(recipe.title).isNotEmpty();
    assertThat(recipe.steps).isNotNull();
  }

  @Test
  void anImageReachesTheProviderAsItIs() throws Exception {
    lab.enqueue(
        json(
            200,
            """
            {"id":"x","object":"chat.completion","created":1,"model":"one","choices":[{"index":0,\
            "message":{"role":"assistant","content":"A pixel."},"finish_reason":"stop"}]}\
            """));

    ChatCompletion answer =
        client
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model(SdkGateway.LAB_MODEL)
                    .addUserMessageOfArrayOfContentParts(
                        List.of(
                            ChatCompletionContentPart.ofText(
                                ChatCompletionContentPartText.builder()
                                    .text("What is it?")
                                    .build()),
                            ChatCompletionContentPart.ofImageUrl(
                                ChatCompletionContentPartImage.builder()
                                    .imageUrl(
                                        ChatCompletionContentPartImage.ImageUrl.builder()
                                            .url(PIXEL)
                                            .build())
                                    .build())))
                    .build());

    assertThat(answer.choices().get(0).message().content()).contains("A pixel.");
    JsonNode sent = json(lab.takeRequest().getBody().utf8());
    assertThat(sent.at("/model").asText()).isEqualTo("one");
    assertThat(sent.at("/messages/0/content/1/image_url/url").asText()).isEqualTo(PIXEL);
  }

  @Test
  @SuppressWarnings("deprecation") // OpenAI's newer models take no response_format; others do.
  void anImageIsMade() {
    String image =
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model("demo-image")
                    .prompt("a lighthouse")
                    .size(ImageGenerateParams.Size._1024X1024)
                    .responseFormat(ImageGenerateParams.ResponseFormat.B64_JSON)
                    .build())
            .data()
            .orElseThrow()
            .get(0)
            .b64Json()
            .orElseThrow();

    assertThat(Base64.getDecoder().decode(image)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void anUnknownKeyIsUnauthorized() {
    OpenAIClient stranger = client(gateway.baseUrl(), "vg_nobody");

    assertThatThrownBy(() -> stranger.models().list())
        .asInstanceOf(type(UnauthorizedException.class))
        .satisfies(e -> assertThat(e.code()).contains("invalid_api_key"));
  }

  @Test
  void anUnknownModelIsNotFound() {
    assertThatThrownBy(() -> chat("no-such-text", "Hi"))
        .asInstanceOf(type(NotFoundException.class))
        .satisfies(e -> assertThat(e.code()).contains("model_not_found"))
        .satisfies(e -> assertThat(e.param()).contains("model"));
  }

  @Test
  void aBadFieldIsNamed() {
    assertThatThrownBy(
            () -> client.chat().completions().create(ask("demo-text", "Hi").temperature(9).build()))
        .asInstanceOf(type(BadRequestException.class))
        .satisfies(e -> assertThat(e.param()).contains("temperature"));
  }

  @Test
  void tooManyRequestsAreToldWhenToComeBack() {
    OpenAIClient slow = client(gateway.baseUrl(), gateway.key(1));
    slow.chat().completions().create(ask("demo-text", "Hi").build());

    assertThatThrownBy(() -> slow.chat().completions().create(ask("demo-text", "Hi").build()))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.headers().values("retry-after")).hasSize(1));
  }

  @Test
  void aKeyThatTheProviderRefusesIsNotTheCallersFault() {
    lab.enqueue(json(401, "{\"error\":{\"message\":\"Incorrect API key: sk-lab\"}}"));

    assertThatThrownBy(() -> chat(SdkGateway.LAB_MODEL, "Hi"))
        .isInstanceOf(InternalServerException.class)
        .asInstanceOf(type(OpenAIServiceException.class))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sk-lab"));
  }

  @Test
  void aStreamThatIsCutIsAnErrorAndNoEnd() {
    try (StreamResponse<ChatCompletionChunk> stream =
        client
            .chat()
            .completions()
            .createStreaming(ask("demo-error-text", "cut, please").build())) {
      assertThatThrownBy(() -> stream.stream().forEach(chunk -> {}))
          .isInstanceOf(Exception.class)
          .hasMessageContaining("stream");
    }
  }

  @Test
  void aStreamThatIsLeftIsLeftAtTheProvider() throws Exception {
    String chunk =
        """
        {"id":"x","object":"chat.completion.chunk","created":1,"model":"one",\
        "choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}\
        """;
    try (SilentProvider silent = new SilentProvider(SilentProvider.streamOf(chunk));
        SdkGateway other = SdkGateway.start(folder, silent.baseUrl())) {
      try (StreamResponse<ChatCompletionChunk> stream =
          client(other.baseUrl(), other.key())
              .chat()
              .completions()
              .createStreaming(ask(SdkGateway.LAB_MODEL, "Tell me more").build())) {
        assertThat(stream.stream().findFirst()).isPresent();
      }

      assertThat(silent.isLeftWithin(1_000)).isTrue();
    }
  }

  private ChatCompletion chat(String model, String prompt) {
    return client.chat().completions().create(ask(model, prompt).build());
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }

  private static MockResponse json(int status, String body) {
    return new MockResponse.Builder()
        .code(status)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
