package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.ChatStream;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.ToolChoice;
import dev.vaultgate.api.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoToolsTest {

  private static final Tool WEATHER =
      Tool.function(
          "get_weather",
          "The weather of a city",
          json(
              """
              {"type":"object","required":["city","unit"],"properties":{
                "city":{"type":"string"},"unit":{"type":"string","enum":["celsius","fahrenheit"]},
                "days":{"type":"integer"}}}
              """));
  private static final Tool TIME =
      Tool.function("get_time", "The time in a city", json("{\"type\":\"object\"}"));

  private final DemoClient demo = new DemoClient("demo-text");

  @Test
  void aToolIsCalledWhenItsSubjectIsNamed() {
    ChatResponse answer = demo.chat(asking("What is the weather in Paris, in fahrenheit?"));

    assertThat(answer.toolCalls())
        .extracting(ToolCall::name, ToolCall::arguments)
        .containsExactly(tuple("get_weather", "{\"city\":\"Paris\",\"unit\":\"fahrenheit\"}"));
    assertThat(answer.finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    assertThat(answer.choices().get(0).message().content()).isNull();
  }

  @Test
  void twoToolsThatAreNamedAreCalledAtOnce() {
    ChatResponse answer = demo.chat(asking("Tell me the weather and the time in Paris"));

    assertThat(names(answer)).containsExactly("get_weather", "get_time");
    assertThat(answer.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
  }

  @Test
  void oneToolIsCalledWhenSeveralAtOnceAreNotWanted() {
    ChatRequest request =
        asking("the weather and the time").toBuilder().parallelToolCalls(false).build();

    assertThat(names(demo.chat(request))).containsExactly("get_weather");
  }

  @Test
  void noToolIsCalledUnasked() {
    assertThat(demo.chat(asking("Tell me a story")).toolCalls()).isEmpty();
  }

  @Test
  void aRequiredCallIsMadeInAnyCase() {
    assertThat(names(demo.chat(asking("Hello", ToolChoice.REQUIRED))))
        .containsExactly("get_weather");
    assertThat(names(demo.chat(asking("Hello", new ToolChoice.Named("get_time")))))
        .containsExactly("get_time");
    assertThat(demo.chat(asking("weather", ToolChoice.NONE)).toolCalls()).isEmpty();
  }

  @Test
  void aStreamedCallIsTheSameCall() {
    ChatRequest request = asking("weather and time in New York");

    try (ChatStream stream = demo.stream(request)) {
      assertThat(stream.toResponse()).isEqualTo(demo.chat(request));
    }
  }

  @Test
  void aCallThatIsTooLongIsCutLikeAnyAnswer() {
    ChatResponse answer = demo.chat(asking("weather in Paris").toBuilder().maxTokens(5).build());

    assertThat(answer.finishReason()).isEqualTo(FinishReason.LENGTH);
    assertThat(answer.toolCalls().get(0).arguments()).isEqualTo("{\"city\":\"");
  }

  @Test
  void theResultOfAToolIsTold() {
    ToolCall call = ToolCall.function("call_1", "get_weather", "{}");
    ChatRequest request =
        asking("What is the weather?").toBuilder()
            .message(new Message.Assistant(null, null, null, List.of(call), Map.of()))
            .message(Message.tool("call_1", "{\"sky\":\"clear\"}"))
            .build();

    assertThat(demo.chat(request).text())
        .isEqualTo("The tool get_weather says: {\"sky\":\"clear\"}");
  }

  @Test
  void aSchemaShapesTheAnswer() {
    JsonNode schema =
        json(
            """
            {"type":"object","required":["name","age"],"additionalProperties":false,
             "properties":{"name":{"type":"string"},"age":{"type":"integer"}}}
            """);
    ChatRequest request =
        ChatRequest.builder("demo-text")
            .user("My friend Ada is 36 years old")
            .responseFormat(new ResponseFormat.JsonSchema("person", null, schema, true))
            .build();

    assertThat(demo.chat(request).text()).isEqualTo("{\"name\":\"Ada\",\"age\":36}");
  }

  @Test
  void aJsonObjectSaysWhoWroteIt() {
    ChatRequest request =
        ChatRequest.builder("demo-text")
            .user("hello")
            .responseFormat(ResponseFormat.JSON_OBJECT)
            .build();

    JsonNode answer = json(demo.chat(request).text());

    assertThat(answer.get("you_said").asText()).isEqualTo("hello");
    assertThat(answer.get("from").asText()).contains("demo");
  }

  private static ChatRequest asking(String text) {
    return ChatRequest.builder("demo-text").user(text).tool(WEATHER).tool(TIME).build();
  }

  private static ChatRequest asking(String text, ToolChoice choice) {
    return asking(text).toBuilder().toolChoice(choice).build();
  }

  private static List<String> names(ChatResponse answer) {
    return answer.toolCalls().stream().map(ToolCall::name).toList();
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
