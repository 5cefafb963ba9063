package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.List;
import java.util.Set;

/** One form of Messages requests: content in blocks, and what is said by default left out. */
public final class AnthropicRequestForm implements RequestForm {

  private static final Set<String> THINKING = Set.of("thinking", "redacted_thinking");

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = request.deepCopy();
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    JsonForms.objects(body, AnthropicRequestForm::blocks);
    JsonForms.removeDefault(body, "system", Json.mapper().createArrayNode());
    notExpressed.forEach(word -> leaveOut(body, word));
    JsonForms.removeDefault(body, "tools", Json.mapper().createArrayNode());
    return body;
  }

  /** A string of content is one text block; a result that is no error need not say so. */
  private static void blocks(ObjectNode object) {
    for (String field : List.of("content", "system")) {
      JsonNode content = object.get(field);
      if (content != null && content.isTextual()) {
        object.putArray(field).addObject().put("type", "text").put("text", content.textValue());
      }
    }
    JsonForms.removeDefault(object, "is_error", BooleanNode.FALSE);
  }

  private static void leaveOut(ObjectNode body, String word) {
    if (word.equals("cache_control")) {
      JsonForms.removeEverywhere(body, "cache_control");
    } else if (word.equals("thinking")) {
      body.remove("thinking");
    } else if (word.equals("thinking_blocks")) {
      body.path("messages").forEach(m -> removeIf(m.path("content"), "type", THINKING));
    } else if (word.equals("tool_result_media")) {
      JsonForms.objects(body.path("messages"), AnthropicRequestForm::removeResult);
    } else if (word.startsWith("server_tool:")) {
      removeIf(body.path("tools"), "type", Set.of(word.substring("server_tool:".length())));
    } else {
      throw new IllegalArgumentException("not known what to leave out for " + word);
    }
  }

  private static void removeResult(ObjectNode block) {
    if (block.path("type").asText().equals("tool_result")) {
      block.remove("content");
    }
  }

  private static void removeIf(JsonNode array, String field, Set<String> values) {
    if (array instanceof ArrayNode elements) {
      for (int i = elements.size() - 1; i >= 0; i--) {
        if (values.contains(elements.get(i).path(field).asText())) {
          elements.remove(i);
        }
      }
    }
  }
}
