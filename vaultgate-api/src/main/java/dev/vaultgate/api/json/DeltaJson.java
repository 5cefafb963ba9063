package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The places where providers of the dialect put the same thing, brought to one. */
final class DeltaJson {

  private DeltaJson() {}

  /**
   * A message or delta as OpenAI writes it:
   *
   * <ul>
   *   <li>reasoning text is in {@code reasoning_content}; Groq, OpenRouter and newer vLLM servers
   *       call it {@code reasoning};
   *   <li>content is a text; Workers AI answers a wish for a schema with the object itself, others
   *       with parts, of which thoughts are reasoning;
   *   <li>the arguments of a call are a text;
   *   <li>a refusal or a function call that is there but empty, as from Snowflake, is none.
   * </ul>
   */
  static JsonNode normalised(JsonNode message) {
    if (!(message instanceof ObjectNode object) || isUsual(object)) {
      return message;
    }
    ObjectNode copy = object.deepCopy();
    if (copy.path("reasoning").isTextual()) {
      String reasoning = copy.remove("reasoning").textValue();
      if (!copy.path("reasoning_content").isTextual()) {
        copy.put("reasoning_content", reasoning);
      }
    }
    JsonNode content = copy.path("content");
    if (content.isObject()) {
      copy.put("content", Json.text(content));
    } else if (content.isArray()) {
      AnswerParts.of(content).ifPresent(parts -> parts.putInto(copy));
    }
    copy.path("tool_calls").forEach(DeltaJson::argumentsToText);
    if (isEmptyText(copy.get("refusal"))) {
      copy.remove("refusal");
    }
    if (isEmptyCall(copy.path("function_call"))) {
      copy.remove("function_call");
    }
    return copy;
  }

  private static boolean isUsual(ObjectNode message) {
    for (JsonNode call : message.path("tool_calls")) {
      if (call.path("function").path("arguments").isObject()) {
        return false;
      }
    }
    return !message.path("reasoning").isTextual()
        && !message.path("content").isContainerNode()
        && !isEmptyText(message.get("refusal"))
        && !isEmptyCall(message.path("function_call"));
  }

  private static boolean isEmptyText(@Nullable JsonNode node) {
    return node != null && node.isTextual() && node.textValue().isEmpty();
  }

  private static boolean isEmptyCall(JsonNode call) {
    return isEmptyText(call.get("name")) && call.path("arguments").asText("").isEmpty();
  }

  private static void argumentsToText(JsonNode call) {
    if (call.path("function") instanceof ObjectNode function
        && function.path("arguments").isObject()) {
      function.put("arguments", Json.text(function.get("arguments")));
    }
  }
}
