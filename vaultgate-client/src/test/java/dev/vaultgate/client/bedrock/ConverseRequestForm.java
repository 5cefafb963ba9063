package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/** One form of Converse requests: neighbours of one role are one turn, and nothing is empty. */
public final class ConverseRequestForm implements RequestForm {

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = request.deepCopy();
    notExpressed.forEach(word -> leaveOut(body, word));
    if (body.path("inferenceConfig") instanceof ObjectNode config) {
      JsonForms.removeDefault(config, "stopSequences", Json.mapper().createArrayNode());
    }
    JsonForms.removeDefault(body, "inferenceConfig", Json.object());
    JsonForms.removeDefault(body, "system", Json.mapper().createArrayNode());
    mergeTurns(body);
    return body;
  }

  private static void mergeTurns(ObjectNode body) {
    ArrayNode merged = Json.mapper().createArrayNode();
    for (JsonNode message : body.path("messages")) {
      JsonNode last = merged.path(merged.size() - 1);
      if (last.path("role").equals(message.path("role"))) {
        ((ArrayNode) last.path("content")).addAll((ArrayNode) message.path("content"));
      } else {
        merged.add(message.deepCopy());
      }
    }
    body.set("messages", merged);
  }

  private static void leaveOut(ObjectNode body, String word) {
    switch (word) {
      case "cachePoint" -> removeBlocks(body, "cachePoint");
      case "block:reasoningContent" -> removeBlocks(body, "reasoningContent");
      // All that the user said lies in such blocks; instructions alone then become the turn.
      case "block:guardContent" -> {
        body.remove("messages");
        body.remove("system");
      }
      case "param:additionalModelRequestFields" -> body.remove("additionalModelRequestFields");
      case "param:guardrailConfig" -> body.remove("guardrailConfig");
      case "tool_result_json" -> JsonForms.objects(body, ConverseRequestForm::removeResult);
      default -> throw new IllegalArgumentException("not known what to leave out for " + word);
    }
  }

  private static void removeBlocks(ObjectNode body, String name) {
    removeBlocks(body.path("system"), name);
    body.path("messages").forEach(message -> removeBlocks(message.path("content"), name));
  }

  private static void removeBlocks(JsonNode blocks, String name) {
    for (int i = blocks.size() - 1; i >= 0; i--) {
      if (blocks.get(i).has(name)) {
        ((ArrayNode) blocks).remove(i);
      }
    }
  }

  private static void removeResult(ObjectNode block) {
    if (block.path("toolResult") instanceof ObjectNode result) {
      result.remove("content");
    }
  }
}
