package dev.vaultgate.client.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RecordingRunner;
import dev.vaultgate.client.recordings.Recordings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The wire against what all who speak the API really said. */
class ResponsesRecordingsTest {

  private final RecordingRunner runner =
      new RecordingRunner(
          new ResponsesWire(), ResponsesRecordingsTest::target, (request, left) -> request);

  @TestFactory
  Stream<DynamicNode> answers() throws IOException {
    return runner.readingTests(Set.of("openai", "azure", "xai", "openrouter"), Set.of("responses"));
  }

  /** The face reads what clients sent; the wire writes the same again, or the face refuses. */
  @TestFactory
  Stream<DynamicNode> requests() throws IOException {
    Optional<Recordings> recordings = Recordings.find();
    if (recordings.isEmpty()) {
      return Stream.of(Recordings.skipped());
    }
    return recordings
        .get()
        .of(Set.of("openai", "azure", "xai", "openrouter"), Set.of("responses"))
        .stream()
        .map(i -> DynamicTest.dynamicTest(i.name(), () -> assertRequest(i)));
  }

  private static void assertRequest(Interaction interaction) throws IOException {
    JsonNode recorded = interaction.providerRequest();
    ChatCall call = ResponsesFace.parse(Json.bytes(recorded));
    if (!canBeTranslated(recorded)) {
      assertThatThrownBy(call::request).isInstanceOf(InvalidRequestException.class);
      return;
    }
    byte[] written =
        new ResponsesWire().encode(call.request(), target(interaction), call.stream()).body();
    assertThat(form(Json.read(written))).isEqualTo(form(recorded));
  }

  /** Tools that the provider runs, and items that no chat knows, are for it alone. */
  private static boolean canBeTranslated(JsonNode request) {
    for (JsonNode tool : request.path("tools")) {
      if (!tool.path("type").asText().equals("function")) {
        return false;
      }
    }
    for (JsonNode item : request.path("input")) {
      String type = item.path("type").asText("message");
      if (item.path("role").asText().equals("tool")
          || !Set.of("message", "reasoning", "function_call", "function_call_output")
              .contains(type)) {
        return false;
      }
    }
    return true;
  }

  /** Content in parts; without ids, defaults, and what is said about storing. */
  private static JsonNode form(JsonNode request) {
    ObjectNode body = (ObjectNode) JsonForms.plainNumbers(request.deepCopy());
    body.remove(List.of("store", "include"));
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    if (body.path("input").isTextual()) {
      String text = body.path("input").textValue();
      body.putArray("input").addObject().put("role", "user").put("content", text);
    }
    // Reasoning that is not encrypted cannot be sent back where nothing is stored; wishes for
    // summaries have no word in a chat.
    dropOpenReasoning((ArrayNode) body.path("input"));
    if (body.path("reasoning") instanceof ObjectNode reasoning) {
      reasoning.remove("summary");
    }
    for (JsonNode item : body.path("input")) {
      ObjectNode object = (ObjectNode) item;
      object.remove(List.of("id", "status"));
      JsonForms.removeDefault(object, "type", TextNode.valueOf("message"));
      if (item.path("content").isTextual()) {
        String type = item.path("role").asText().equals("assistant") ? "output_text" : "input_text";
        String text = item.path("content").textValue();
        object.putArray("content").addObject().put("type", type).put("text", text);
      }
    }
    for (JsonNode tool : body.path("tools")) {
      ((ObjectNode) tool).remove("strict");
      JsonForms.removeDefault((ObjectNode) tool, "parameters", Json.object());
    }
    return body;
  }

  private static void dropOpenReasoning(ArrayNode input) {
    for (int i = input.size() - 1; i >= 0; i--) {
      JsonNode item = input.get(i);
      if (item.path("type").asText().equals("reasoning") && !item.has("encrypted_content")) {
        input.remove(i);
      }
    }
  }

  private static Target target(Interaction interaction) {
    return new Target(
        "openai",
        interaction.model(),
        "https://openai.test/v1",
        Map.of(ResponsesWire.PATH, "/responses"),
        Map.of(),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}
