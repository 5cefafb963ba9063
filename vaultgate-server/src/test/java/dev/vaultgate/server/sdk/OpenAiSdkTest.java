package dev.vaultgate.server.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.chat.completions.StructuredChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.images.Image;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import com.openai.models.models.Model;
import dev.vaultgate.api.json.Json;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What OpenAI's own SDK for Java makes of the answers. */
@Timeout(30)
class OpenAiSdkTest {

  private static final String IMAGE = "data:image/png;base64,iVBORw0KGgo=";

  @TempDir Path folder;
  private SdkGateway gateway;
  private OpenAIClient client;

  /** A tool, in the form of its arguments. */
  @JsonClassDescription("Tells the weather of a city")
  @SuppressWarnings("unused") // Its fields are the tool's schema.
  static class GetWeather {
    public String city;
  }

  /** The form of a structured answer. */
  static class Person {
    public String name;
    public int age;
    public List<String> hobbies;
  }

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

  private static ChatCompletionCreateParams.Builder asking(String model, String text) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
  }

  private ChatCompletion answer(ChatCompletionCreateParams request) {
    return client.chat().completions().create(request).validate();
  }

  private List<ChatCompletionChunk> chunks(ChatCompletionCreateParams request) {
    try (StreamResponse<ChatCompletionChunk> stream =
        client.chat().completions().createStreaming(request)) {
      return stream.stream().map(ChatCompletionChunk::validate).toList();
    }
  }

  private ChatCompletion streamed(ChatCompletionCreateParams request) {
    ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
    chunks(request).forEach(accumulator::accumulate);
    return accumulator.chatCompletion();
  }

  private static ChatCompletionMessage message(ChatCompletion answer) {
    return answer.choices().get(0).message();
  }

  private static ChatCompletionMessageFunctionToolCall call(ChatCompletion answer) {
    assertThat(answer.choices().get(0).finishReason())
        .isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
    return message(answer).toolCalls().orElseThrow().get(0).asFunction();
  }

  private static ChatCompletionToolMessageParam result(
      ChatCompletionMessageFunctionToolCall call, String text) {
    return ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content(text).build();
  }

  @Test
  void modelsAreListed() {
    assertThat(client.models().list().data())
        .extracting(Model::id)
        .contains("demo-text", "demo-image", SdkGateway.LAB, SdkGateway.CLAUDE);
    assertThat(client.models().retrieve("demo-text").validate().ownedBy()).isEqualTo("demo");
  }

  @Test
  void chatIsAnswered() {
    ChatCompletion answer = answer(asking("demo-text", "say this is a test").build());

    assertThat(message(answer).content()).hasValue("this is a test");
    assertThat(answer.model()).isEqualTo("demo-text");
    assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
  }

  @Test
  void translatedAnswerHasTheTimeThatItsProviderDoesNotTell() {
    gateway.upstream.then(ProviderAnswers.claudeText("Bonjour"));

    ChatCompletion answer = answer(asking(SdkGateway.CLAUDE, "Hello").build());

    assertThat(message(answer).content()).hasValue("Bonjour");
    assertThat(Instant.ofEpochSecond(answer.created()))
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now());
  }

  @Test
  void streamArrivesInPiecesThatMakeTheAnswer() {
    List<ChatCompletionChunk> chunks =
        chunks(
            asking("demo-text", "say one two three")
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());

    List<String> pieces = new ArrayList<>();
    chunks.forEach(
        chunk ->
            chunk.choices().forEach(choice -> choice.delta().content().ifPresent(pieces::add)));
    assertThat(pieces).hasSizeGreaterThanOrEqualTo(3);
    assertThat(String.join("", pieces)).isEqualTo("one two three");
    assertThat(chunks.get(chunks.size() - 1).usage()).isPresent();
  }

  @Test
  void toolIsCalledAndItsResultIsAnswered() {
    ChatCompletionCreateParams.Builder chat =
        asking("demo-text", "What is the weather in Paris?").addTool(GetWeather.class);

    ChatCompletion first = answer(chat.build());
    ChatCompletionMessageFunctionToolCall call = call(first);
    ChatCompletion second =
        answer(chat.addMessage(message(first)).addMessage(result(call, "18 degrees")).build());

    assertThat(call.function().name()).isEqualTo("GetWeather");
    assertThat(call.function().arguments(GetWeather.class).city).isEqualTo("Paris");
    assertThat(message(second).content()).hasValue("The tool GetWeather says: 18 degrees");
  }

  @Test
  void toolIsCalledInAStreamAndItsResultIsAnswered() {
    ChatCompletionCreateParams.Builder chat =
        asking("demo-text", "What is the weather in Paris?").addTool(GetWeather.class);

    ChatCompletion first = streamed(chat.build());
    ChatCompletionMessageFunctionToolCall call = call(first);
    ChatCompletion second =
        streamed(chat.addMessage(message(first)).addMessage(result(call, "18 degrees")).build());

    assertThat(call.function().arguments(GetWeather.class).city).isEqualTo("Paris");
    assertThat(message(second).content()).hasValue("The tool GetWeather says: 18 degrees");
  }

  @Test
  void toolsAreTranslatedBothWays() throws Exception {
    ChatCompletionCreateParams.Builder chat =
        asking(SdkGateway.CLAUDE, "How warm is it in Paris?").addTool(GetWeather.class);
    gateway.upstream.then(
        ProviderAnswers.claudeCallStream("toolu_1", "GetWeather", "{\"city\":\"Paris\"}"));
    gateway.upstream.then(ProviderAnswers.claudeText("18 degrees."));

    ChatCompletion first = streamed(chat.build());
    ChatCompletionMessageFunctionToolCall call = call(first);
    answer(chat.addMessage(message(first)).addMessage(result(call, "18 degrees")).build());

    assertThat(call.function().arguments(GetWeather.class).city).isEqualTo("Paris");
    JsonNode messages = gateway.sent().get("messages");
    assertThat(messages.get(1).at("/content/0"))
        .isEqualTo(
            Json.read(
                """
                {"type":"tool_use","id":"toolu_1","name":"GetWeather","input":{"city":"Paris"}}"""));
    assertThat(messages.get(2).at("/content/0/type").asText()).isEqualTo("tool_result");
    assertThat(messages.get(2).at("/content/0/tool_use_id").asText()).isEqualTo("toolu_1");
  }

  @Test
  void structuredAnswerFollowsItsClass() {
    StructuredChatCompletionCreateParams<Person> request =
        asking("demo-text", "Anna is 31").responseFormat(Person.class).build();

    Person person =
        client.chat().completions().create(request).choices().stream()
            .flatMap(choice -> choice.message().content().stream())
            .findFirst()
            .orElseThrow();

    assertThat(person.name).isNotEmpty();
    assertThat(person.age).isEqualTo(31);
    assertThat(person.hobbies).isNotNull();
  }

  @Test
  void imagePartReachesTheProviderUnchanged() throws Exception {
    gateway.upstream.then(ProviderAnswers.labText("A picture."));

    answer(withImage(SdkGateway.LAB));

    assertThat(gateway.sent().at("/messages/0/content"))
        .isEqualTo(
            Json.read(
                """
                [{"type":"text","text":"What is this?"},
                 {"type":"image_url","image_url":{"url":"%s","detail":"low"}}]"""
                    .formatted(IMAGE)));
  }

  @Test
  void imagePartIsTranslatedWithTheSameBytes() throws Exception {
    gateway.upstream.then(ProviderAnswers.claudeText("A picture."));

    answer(withImage(SdkGateway.CLAUDE));

    assertThat(gateway.sent().at("/messages/0/content/1"))
        .isEqualTo(
            Json.read(
                """
                {"type":"image","source":
                 {"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}}"""));
  }

  private static ChatCompletionCreateParams withImage(String model) {
    ChatCompletionContentPartImage.ImageUrl url =
        ChatCompletionContentPartImage.ImageUrl.builder()
            .url(IMAGE)
            .detail(ChatCompletionContentPartImage.ImageUrl.Detail.LOW)
            .build();
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessageOfArrayOfContentParts(
            List.of(
                ChatCompletionContentPart.ofText(
                    ChatCompletionContentPartText.builder().text("What is this?").build()),
                ChatCompletionContentPart.ofImageUrl(
                    ChatCompletionContentPartImage.builder().imageUrl(url).build())))
        .build();
  }

  @Test
  void imageIsMade() throws Exception {
    ImagesResponse answer =
        client
            .images()
            .generate(
                ImageGenerateParams.builder()
                    .model("demo-image")
                    .prompt("a lighthouse")
                    .size(ImageGenerateParams.Size.of("256x256"))
                    .build());

    Image image = answer.validate().data().orElseThrow().get(0);
    byte[] png = Base64.getDecoder().decode(image.b64Json().orElseThrow());
    assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isEqualTo(256);
  }

  /** The SDK asks for base64 by itself where its caller does not choose. */
  @Test
  void textsThatShareWordsHaveVectorsThatLieNear() {
    CreateEmbeddingResponse answer =
        client
            .embeddings()
            .create(
                EmbeddingCreateParams.builder()
                    .model("demo-embedding")
                    .inputOfArrayOfStrings(
                        List.of("the cat sat here", "the cat sat there", "quarterly figures"))
                    .build())
            .validate();

    assertThat(answer.model()).isEqualTo("demo-embedding");
    assertThat(answer.usage().promptTokens()).isPositive();
    List<List<Float>> vectors = answer.data().stream().map(e -> e.embedding()).toList();
    assertThat(vectors).allSatisfy(vector -> assertThat(vector).hasSize(256));
    assertThat(dot(vectors.get(0), vectors.get(1)))
        .isGreaterThan(dot(vectors.get(0), vectors.get(2)) + 0.3);
  }

  private static double dot(List<Float> one, List<Float> other) {
    double sum = 0;
    for (int i = 0; i < one.size(); i++) {
      sum += one.get(i) * other.get(i);
    }
    return sum;
  }
}
