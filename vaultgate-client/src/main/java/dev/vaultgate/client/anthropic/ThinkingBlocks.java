package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The model's thinking beside a message: {@code reasoning_details}, an array of the API's own
 * blocks. Their text is the caller's to read in {@code reasoning_content} too; the blocks are there
 * to be sent back unchanged, which the API wants when the model called tools after thinking.
 */
public final class ThinkingBlocks {

  public static final String FIELD = "reasoning_details";
  public static final String THINKING = "thinking";
  public static final String REDACTED = "redacted_thinking";

  private ThinkingBlocks() {}

  public static ObjectNode thinking(String text, String signature) {
    return Blocks.block(THINKING).put("thinking", text).put("signature", signature);
  }

  public static ObjectNode redacted(String data) {
    return Blocks.block(REDACTED).put("data", data);
  }

  /** The field that carries these blocks. */
  public static Map<String, JsonNode> field(List<ObjectNode> blocks) {
    ArrayNode array = Json.mapper().createArrayNode();
    blocks.forEach(array::add);
    return Map.of(FIELD, array);
  }

  /** Whether a message has words of thinking without a block that could carry them. */
  public static boolean areMissed(ChatRequest request) {
    return request.messages().stream()
        .anyMatch(
            message ->
                message instanceof Message.Assistant assistant
                    && assistant.reasoning() != null
                    && sentBack(assistant.extra()).isEmpty());
  }

  /** The blocks that a caller sends back with a message; what has no signature is not accepted. */
  public static List<ObjectNode> sentBack(Map<String, JsonNode> extra) {
    List<ObjectNode> blocks = new ArrayList<>();
    JsonNode details = extra.get(FIELD);
    if (details == null) {
      return blocks;
    }
    for (JsonNode detail : details) {
      String type = detail.path("type").asText();
      String signature = detail.path("signature").asText();
      if (type.equals(THINKING) && !signature.isEmpty()) {
        blocks.add(thinking(detail.path("thinking").asText(), signature));
      } else if (type.equals(REDACTED) && detail.path("data").isTextual()) {
        blocks.add(redacted(detail.path("data").textValue()));
      }
    }
    return blocks;
  }
}
