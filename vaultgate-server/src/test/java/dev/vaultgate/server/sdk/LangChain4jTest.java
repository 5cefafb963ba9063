package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.vaultgate.server.SilentProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * LangChain4j, pointed at the gateway and otherwise as it is: on the JDK's HTTP client, which
 * offers {@code Upgrade: h2c} with its first request.
 */
@Timeout(30)
class LangChain4jTest {

  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("get_weather")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
          .build();

  @TempDir Path folder;
  private final MockWebServer lab = new MockWebServer();
  private SdkGateway gateway;

  @BeforeEach
  void start() throws Exception {
    lab.start();
    gateway = SdkGateway.start(folder, lab.url("/v1").toString());
  }

  @AfterEach
  void stop() {
    gateway.close();
    lab.close();
  }

  private ChatModel model(String name) {
    return model(name, gateway.key());
  }

  private ChatModel model(String name, String key) {
    return OpenAiChatModel.builder()
        .baseUrl(gateway.baseUrl())
        .apiKey(key)
        .modelName(name)
        .maxRetries(0)
        .build();
  }

  private static OpenAiStreamingChatModel streaming(SdkGateway gateway, String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(gateway.baseUrl())
        .apiKey(gateway.key())
        .modelName(name)
        .build();
  }

  /** What came of a stream. */
  private static final class Told implements StreamingChatResponseHandler {
    private final List<String> pieces = new ArrayList<>();
    private final CompletableFuture<ChatResponse> end = new CompletableFuture<>();

    @Override
    public void onPartialResponse(String piece) {
      pieces.add(piece);
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
      end.complete(response);
    }

    @Override
    public void onError(Throwable error) {
      end.completeExceptionally(error);
    }

    ChatResponse response() throws Exception {
      return end.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void modelsAreListed() {
    OpenAiModelCatalog catalog =
        OpenAiModelCatalog.builder().baseUrl(gateway.baseUrl()).apiKey(gateway.key()).build();

    assertThat(catalog.listModels())
        .extracting(ModelDescription::name)
        .contains("demo-text", "demo-image", SdkGateway.LAB_MODEL);
  }

  @Test
  void aChatIsAnswered() {
    ChatResponse answer =
        model("demo-text")
            .chat(ChatRequest.builder().messages(UserMessage.from("say this is a test")).build());

    assertThat(answer.aiMessage().text()).isEqualTo("this is a test");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.tokenUsage().totalTokenCount()).isPositive();
  }

  @Test
  void aStreamArrivesInPiecesAndAddsUp() throws Exception {
    Told told = new Told();

    streaming(gateway, "demo-text").chat("count to 20", told);

    ChatResponse answer = told.response();
    assertThat(told.pieces).hasSizeGreaterThan(5);
    assertThat(answer.aiMessage().text()).isEqualTo(String.join("", told.pieces)).contains("20");
    assertThat(answer.tokenUsage().outputTokenCount()).isPositive();
  }

  @Test
  void aToolIsCalledAndItsResultUsed() throws Exception {
    ChatModel model = model("demo-text");
    UserMessage question = UserMessage.from("What is the weather in Paris?");
    ChatResponse call =
        model.chat(ChatRequest.builder().messages(question).toolSpecifications(WEATHER).build());
    ToolExecutionRequest tool = call.aiMessage().toolExecutionRequests().get(0);

    assertThat(call.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    assertThat(tool.name()).isEqualTo("get_weather");
    assertThat(json(tool.arguments()).path("city").asText()).isEqualTo("Paris");

    ChatResponse answer =
        model.chat(
            ChatRequest.builder()
                .messages(
                    question, call.aiMessage(), ToolExecutionResultMessage.from(tool, "17 degrees"))
                .toolSpecifications(WEATHER)
                .build());
    assertThat(answer.aiMessage().text()).contains("17 degrees");
  }

  @Test
  void aToolCallIsStreamed() throws Exception {
    Told told = new Told();

    streaming(gateway, "demo-text")
        .chat(
            ChatRequest.builder()
                .messages(UserMessage.from("What is the weather in Paris?"))
                .toolSpecifications(WEATHER)
                .build(),
            told);

    ToolExecutionRequest tool = told.response().aiMessage().toolExecutionRequests().get(0);
    assertThat(tool.name()).isEqualTo("get_weather");
    assertThat(json(tool.arguments()).path("city").asText()).isEqualTo("Paris");
  }

  @Test
  void anAnswerFollowsASchema() throws Exception {
    JsonSchema recipe =
        JsonSchema.builder()
            .name("recipe")
            .rootElement(
                JsonObjectSchema.builder()
                    .addStringProperty("title")
                    .addIntegerProperty("minutes")
                    .required("title", "minutes")
                    .build())
            .build();

    ChatResponse answer =
        model("demo-text")
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("A recipe, please"))
                    .responseFormat(
                        ResponseFormat.builder()
                            .type(ResponseFormatType.JSON)
                            .jsonSchema(recipe)
                            .build())
                    .build());

    JsonNode object = json(answer.aiMessage().text());
    assertThat(object.path("title").isTextual()).isTrue();
    assertThat(object.path("minutes").isInt()).isTrue();
  }

  @Test
  void anImageReachesTheProviderAsItIs() throws Exception {
    String pixel = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, -1});
    lab.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body(
                """
                {"id":"x","object":"chat.completion","created":1,"model":"one","choices":[\
                {"index":0,"message":{"role":"assistant","content":"A pixel."},\
                "finish_reason":"stop"}]}\
                """)
            .build());

    ChatResponse answer =
        model(SdkGateway.LAB_MODEL)
            .chat(
                UserMessage.from(
                    TextContent.from("What is it?"), ImageContent.from(pixel, "image/png")));

    assertThat(answer.aiMessage().text()).isEqualTo("A pixel.");
    assertThat(
            json(lab.takeRequest().getBody().utf8())
                .at("/messages/0/content/1/image_url/url")
                .asText())
        .isEqualTo("data:image/png;base64," + pixel);
  }

  @Test
  void anImageIsMade() {
    OpenAiImageModel model =
        OpenAiImageModel.builder()
            .baseUrl(gateway.baseUrl())
            .apiKey(gateway.key())
            .modelName("demo-image")
            .size("256x256")
            .build();

    String image = model.generate("a lighthouse").content().base64Data();

    assertThat(Base64.getDecoder().decode(image)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void errorsHaveTheirTypes() {
    assertThatThrownBy(() -> model("demo-text", "vg_nobody").chat("Hi"))
        .isInstanceOf(AuthenticationException.class);
    assertThatThrownBy(() -> model("no-such-text").chat("Hi"))
        .isInstanceOf(ModelNotFoundException.class);
    assertThatThrownBy(
            () ->
                model("demo-text")
                    .chat(
                        ChatRequest.builder()
                            .messages(UserMessage.from("Hi"))
                            .temperature(9.0)
                            .build()))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("temperature");
    assertThatThrownBy(() -> model("demo-error-text").chat("500, please"))
        .isInstanceOf(InternalServerException.class);
  }

  @Test
  void tooManyRequestsAreARateLimit() {
    ChatModel slow = model("demo-text", gateway.key(1));
    slow.chat("Hi");

    assertThatThrownBy(() -> slow.chat("Hi")).isInstanceOf(RateLimitException.class);
  }

  @Test
  void aStreamThatIsCutIsAnError() {
    Told told = new Told();

    streaming(gateway, "demo-error-text").chat("cut, please", told);

    assertThatThrownBy(told::response).hasMessageContaining("stream");
  }

  @Test
  void aStreamThatIsCancelledIsLeftAtTheProvider() throws Exception {
    String chunk =
        """
        {"id":"x","object":"chat.completion.chunk","created":1,"model":"one",\
        "choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"}}]}\
        """;
    try (SilentProvider silent = new SilentProvider(SilentProvider.streamOf(chunk));
        SdkGateway other = SdkGateway.start(folder, silent.baseUrl())) {
      CompletableFuture<String> first = new CompletableFuture<>();

      streaming(other, SdkGateway.LAB_MODEL)
          .chat(
              "Tell me more",
              new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(
                    PartialResponse piece, PartialResponseContext context) {
                  context.streamingHandle().cancel();
                  first.complete(piece.text());
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {}

                @Override
                public void onError(Throwable error) {
                  first.completeExceptionally(error);
                }
              });

      assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("Hel");
      assertThat(silent.isLeftWithin(1_000)).isTrue();
    }
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text);
  }
}
