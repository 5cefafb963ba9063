package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The places where providers of the dialect put the same thing, brought to one. */
final class DeltaJson {

  private DeltaJson() {}

  /**
   * A message or delta whose reasoning text, if any, is in {@code reasoning_content}. Groq,
   * OpenRouter and newer vLLM servers call it {@code reasoning}.
   */
  static JsonNode normalised(JsonNode message) {
    JsonNode reasoning = message.get("reasoning");
    if (reasoning == null || !reasoning.isTextual() || !(message instanceof ObjectNode object)) {
      return message;
    }
    ObjectNode copy = object.deepCopy();
    copy.remove("reasoning");
    if (!copy.path("reasoning_content").isTextual()) {
      copy.put("reasoning_content", reasoning.textValue());
    }
    return copy;
  }
}
