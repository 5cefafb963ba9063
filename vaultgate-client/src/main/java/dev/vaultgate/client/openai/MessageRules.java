package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a target wants otherwise in messages, in the words that both forms of a request share. */
final class MessageRules {

  /** Without one of these, messages need not be looked at. */
  private static final Set<Quirk> OF_MESSAGES =
      EnumSet.of(
          Quirk.NO_DEVELOPER_ROLE,
          Quirk.REASONING_IN_REASONING,
          Quirk.REASONING_EXPECTED_BACK,
          Quirk.REASONING_IN_CONTENT,
          Quirk.SHORT_TOOL_IDS,
          Quirk.TEXT_CONTENT_ONLY);

  /** The name under which the caller is told that a schema is not held to by the provider. */
  static final String SCHEMA = "response_format.json_schema";

  /** The name under which the caller is told that arguments are not held to their schema. */
  static final String STRICT_TOOLS = "tools.strict";

  private MessageRules() {}

  static boolean concern(Target target) {
    for (Quirk quirk : OF_MESSAGES) {
      if (target.has(quirk)) {
        return true;
      }
    }
    return false;
  }

  /** The text of content in parts; null when a part is not text, which only the provider judges. */
  static @Nullable String joined(JsonNode parts) {
    StringBuilder text = new StringBuilder();
    for (JsonNode part : parts) {
      if (!part.path("type").asText().equals("text") || !part.path("text").isTextual()) {
        return null;
      }
      text.append(text.isEmpty() ? "" : "\n\n").append(part.path("text").textValue());
    }
    return text.toString();
  }

  /** The message that tells the model of a schema, in the place of a format that enforces it. */
  static ObjectNode schemaMessage(JsonNode format) {
    JsonNode schema = format.path("json_schema").path("schema");
    String text =
        schema.isObject()
            ? "Answer with a single JSON object that follows this JSON schema, without any text"
                + " around it:\n"
                + Json.text(schema)
            : "Answer with a single JSON object, without any text around it.";
    return Json.object().put("role", "system").put("content", text);
  }

  /**
   * The content of an earlier answer with its reasoning as the first part.
   *
   * @param content a text, parts, or nothing
   */
  static ArrayNode withThoughts(String reasoning, JsonNode content) {
    ArrayNode parts = Json.mapper().createArrayNode();
    parts
        .addObject()
        .put("type", "thinking")
        .putArray("thinking")
        .addObject()
        .put("type", "text")
        .put("text", reasoning);
    if (content.isArray()) {
      content.forEach(parts::add);
    } else if (!content.asText("").isEmpty()) {
      parts.addObject().put("type", "text").put("text", content.asText());
    }
    return parts;
  }

  /** Whether a target takes reasoning back at all. */
  static boolean takesThoughts(Target target) {
    return !target.traits().lacks().contains("reasoning");
  }

  static boolean isSchema(JsonNode format) {
    return format.path("type").asText().equals("json_schema");
  }
}
