package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiImageModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.vaultgate.api.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What LangChain4j makes of the answers. Its HTTP client is the JDK's, which offers an upgrade to
 * HTTP/2 with its first request.
 */
@Timeout(30)
class LangChain4jTest {

  private static final String PNG = "iVBORw0KGgo=";

  private static final ToolSpecification WEATHER =
      ToolSpecification.builder()
          .name("get_weather")
          .description("Tells the weather of a city")
          .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
          .build();

  @TempDir Path folder;
  private SdkGateway gateway;
  private String key;

  @BeforeEach
  void start() throws Exception {
    gateway = new SdkGateway(folder);
    key = gateway.key();
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
  }

  private ChatModel model(String name) {
    return OpenAiChatModel.builder()
        .baseUrl(gateway.url())
        .apiKey(key)
        .modelName(name)
        .strictJsonSchema(true)
        .maxRetries(0)
        .build();
  }

  private StreamingChatModel streaming(String name) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(gateway.url())
        .apiKey(key)
        .modelName(name)
        .build();
  }

  private static ChatRequest weather() {
    return ChatRequest.builder()
        .messages(UserMessage.from("What is the weather in Paris?"))
        .toolSpecifications(WEATHER)
        .build();
  }

  /** The same conversation after the tool was called and has answered. */
  private static ChatRequest answered(ChatResponse first, String result) {
    ToolExecutionRequest call = first.aiMessage().toolExecutionRequests().get(0);
    return ChatRequest.builder()
        .messages(
            weather().messages().get(0),
            first.aiMessage(),
            ToolExecutionResultMessage.from(call, result))
        .toolSpecifications(WEATHER)
        .build();
  }

  private static void assertCalls(ChatResponse response) {
    assertThat(response.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
    ToolExecutionRequest call = response.aiMessage().toolExecutionRequests().get(0);
    assertThat(call.name()).isEqualTo("get_weather");
    assertThat(call.arguments()).isEqualTo("{\"city\":\"Paris\"}");
  }

  @Test
  void modelsAreListed() {
    OpenAiModelCatalog catalog =
        OpenAiModelCatalog.builder().baseUrl(gateway.url()).apiKey(key).build();

    assertThat(catalog.listModels())
        .extracting(ModelDescription::name)
        .contains("demo-text", "demo-image", SdkGateway.LAB, SdkGateway.CLAUDE);
  }

  @Test
  void chatIsAnswered() {
    ChatResponse answer = model("demo-text").chat(UserMessage.from("say this is a test"));

    assertThat(answer.aiMessage().text()).isEqualTo("this is a test");
    assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
    assertThat(answer.modelName()).isEqualTo("demo-text");
    assertThat(answer.tokenUsage().outputTokenCount()).isPositive();
  }

  @Test
  void streamArrivesInPiecesThatMakeTheAnswer() throws Exception {
    StreamedAnswer answer =
        StreamedAnswer.of(
            streaming("demo-text"),
            ChatRequest.builder().messages(UserMessage.from("say one two three")).build());

    assertThat(answer.whole().aiMessage().text()).isEqualTo("one two three");
    assertThat(answer.whole().tokenUsage().outputTokenCount()).isPositive();
    assertThat(answer.pieces()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(String.join("", answer.pieces())).isEqualTo("one two three");
  }

  @Test
  void toolIsCalledAndItsResultIsAnswered() {
    ChatModel model = model("demo-text");

    ChatResponse first = model.chat(weather());
    ChatResponse second = model.chat(answered(first, "18 degrees"));

    assertCalls(first);
    assertThat(second.aiMessage().text()).isEqualTo("The tool get_weather says: 18 degrees");
  }

  @Test
  void toolIsCalledInAStreamAndItsResultIsAnswered() throws Exception {
    StreamingChatModel model = streaming("demo-text");

    ChatResponse first = StreamedAnswer.of(model, weather()).whole();
    ChatResponse second = StreamedAnswer.of(model, answered(first, "18 degrees")).whole();

    assertCalls(first);
    assertThat(second.aiMessage().text()).isEqualTo("The tool get_weather says: 18 degrees");
  }

  @Test
  void toolsAreTranslatedBothWays() throws Exception {
    String arguments = "{\"city\":\"Paris\"}";
    gateway.upstream.then(ProviderAnswers.claudeCall("toolu_1", "get_weather", arguments));
    gateway.upstream.then(ProviderAnswers.claudeCallStream("toolu_2", "get_weather", arguments));

    ChatResponse first = model(SdkGateway.CLAUDE).chat(weather());
    ChatResponse second =
        StreamedAnswer.of(streaming(SdkGateway.CLAUDE), answered(first, "no answer")).whole();

    assertCalls(first);
    assertCalls(second);
    JsonNode messages = gateway.sent().get("messages");
    assertThat(messages.get(1).at("/content/0/id").asText()).isEqualTo("toolu_1");
    assertThat(messages.get(2).at("/content/0/tool_use_id").asText()).isEqualTo("toolu_1");
  }

  @Test
  void structuredAnswerFollowsItsSchema() throws Exception {
    JsonObjectSchema person =
        JsonObjectSchema.builder()
            .addStringProperty("name")
            .addIntegerProperty("age")
            .required("name", "age")
            .build();
    ResponseFormat format =
        ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder().name("person").rootElement(person).build())
            .build();

    ChatResponse answer =
        model("demo-text")
            .chat(
                ChatRequest.builder()
                    .messages(UserMessage.from("Anna is 31"))
                    .responseFormat(format)
                    .build());

    JsonNode json = Json.read(answer.aiMessage().text());
    assertThat(json.path("name").isTextual()).isTrue();
    assertThat(json.path("age").asInt()).isEqualTo(31);
  }

  @Test
  void imagePartReachesTheProviderUnchanged() throws Exception {
    gateway.upstream.then(ProviderAnswers.labText("A picture."));

    model(SdkGateway.LAB).chat(picture());

    assertThat(gateway.sent().at("/messages/0/content"))
        .isEqualTo(
            Json.read(
                """
                [{"type":"text","text":"What is this?"},
                 {"type":"image_url",
                  "image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"low"}}]"""));
  }

  @Test
  void imagePartIsTranslatedWithTheSameBytes() throws Exception {
    gateway.upstream.then(ProviderAnswers.claudeText("A picture."));

    model(SdkGateway.CLAUDE).chat(picture());

    JsonNode source = gateway.sent().at("/messages/0/content/1/source");
    assertThat(source.path("media_type").asText()).isEqualTo("image/png");
    assertThat(source.path("data").asText()).isEqualTo(PNG);
  }

  private static UserMessage picture() {
    return UserMessage.from(
        List.of(
            TextContent.from("What is this?"),
            ImageContent.from(PNG, "image/png", ImageContent.DetailLevel.LOW)));
  }

  @Test
  void imageIsMade() throws Exception {
    OpenAiImageModel model =
        OpenAiImageModel.builder()
            .baseUrl(gateway.url())
            .apiKey(key)
            .modelName("demo-image")
            .size("256x256")
            .maxRetries(0)
            .build();

    Image image = model.generate("a lighthouse").content();

    byte[] png = Base64.getDecoder().decode(image.base64Data());
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(256);
  }
}
