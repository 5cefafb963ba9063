package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The model's reasoning beside a message: {@code reasoning_details}, an array of the API's own
 * items, as other wires carry their signed thinking. The items are there to be sent back unchanged;
 * the API wants them when the model called tools after reasoning. Only encrypted ones can be, since
 * nothing is stored.
 */
final class ReasoningItems {

  static final String FIELD = "reasoning_details";
  static final String TYPE = "reasoning";

  private static final String SEAL = "vaultgate:";
  private static final String ENCRYPTED = "encrypted_content";

  private ReasoningItems() {}

  static boolean canBeSentBack(JsonNode item) {
    return item.path("type").asText().equals(TYPE) && item.path(ENCRYPTED).isTextual();
  }

  /** The field that carries an item. */
  static Map<String, JsonNode> field(JsonNode item) {
    ArrayNode items = Json.mapper().createArrayNode();
    items.add(bare(item));
    return Map.of(FIELD, items);
  }

  /** Whether a message has reasoning that is in no item that could be sent back. */
  static boolean areMissed(Message message) {
    if (!(message instanceof Message.Assistant assistant)) {
      return false;
    }
    JsonNode details = assistant.extra().get(FIELD);
    int items = details == null ? 0 : details.size();
    int sent = sentBack(assistant.extra()).size();
    return sent < items || sent == 0 && assistant.reasoning() != null;
  }

  /** The items that a caller sends back with a message. */
  static List<ObjectNode> sentBack(Map<String, JsonNode> extra) {
    List<ObjectNode> items = new ArrayList<>();
    JsonNode details = extra.get(FIELD);
    if (details != null) {
      for (JsonNode detail : details) {
        if (canBeSentBack(detail)) {
          items.add(bare(detail));
        }
      }
    }
    return items;
  }

  /**
   * The details of any wire as the encrypted content of an item, for a caller who will send the
   * item back: sealed against being taken for OpenAI's own, not against being read.
   */
  static String sealed(JsonNode details) {
    return SEAL + Base64.getEncoder().encodeToString(Json.bytes(details));
  }

  /** The details that an item carries: those that were sealed, or the item itself. */
  static JsonNode unsealed(JsonNode item) {
    ArrayNode details = Json.mapper().createArrayNode();
    String content = item.path(ENCRYPTED).asText();
    if (!content.startsWith(SEAL)) {
      return canBeSentBack(item) ? details.add(bare(item)) : details;
    }
    try {
      return Json.read(Base64.getDecoder().decode(content.substring(SEAL.length())));
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", "input: encrypted_content that is not ours", "input", e);
    }
  }

  /** What the API takes back of an item; its status is not among that. */
  private static ObjectNode bare(JsonNode item) {
    ObjectNode bare = Json.object().put("type", TYPE);
    if (item.path("id").isTextual()) {
      bare.set("id", item.get("id"));
    }
    JsonNode summary = item.path("summary");
    bare.set("summary", summary.isArray() ? summary : Json.mapper().createArrayNode());
    bare.set(ENCRYPTED, item.get(ENCRYPTED));
    return bare;
  }
}
