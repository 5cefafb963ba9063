package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import java.util.ArrayList;
import java.util.List;

/** Requests from Java code, written out for a target. */
final class RequestEncoder {

  private RequestEncoder() {}

  /**
   * Writes a request.
   *
   * @param dropped takes the names of fields that are left out or weakened
   */
  static ObjectNode encode(
      ChatRequest request, Target target, boolean stream, List<String> dropped) {
    ObjectNode body = ChatRequestJson.write(request.withModel(target.model()));
    capName(body, request, target);
    if (MessageRules.concern(target)) {
      body.path("messages").forEach(message -> change((ObjectNode) message, target));
    }
    if (target.has(Quirk.NO_STRICT_TOOLS)) {
      body.path("tools").forEach(tool -> withoutStrict(tool, dropped));
    }
    if (target.has(Quirk.JSON_OBJECT_ONLY) && MessageRules.isSchema(body.path("response_format"))) {
      schemaToMessage(body);
      dropped.add(MessageRules.SCHEMA);
    }
    if (target.has(Quirk.STRICT_PARAMS)) {
      keepKnown(body, target, dropped);
    }
    if (FieldRules.concern(target)) {
      FieldRules.apply(new TreeDraft(body), target, request.outputTokensMax(), dropped);
    }
    if (stream) {
      body.put("stream", true);
      if (!target.has(Quirk.NO_STREAM_USAGE)) {
        body.putObject("stream_options").put("include_usage", true);
      }
    }
    return body;
  }

  /** Gives the output cap the name that the target takes; of two caps the newer name's counts. */
  private static void capName(ObjectNode body, ChatRequest request, Target target) {
    String wanted = Dialect.capName(target);
    Integer cap = request.outputTokensMax();
    if (!wanted.isEmpty() && cap != null) {
      body.remove(Dialect.otherCapName(wanted));
      body.put(wanted, cap);
    }
  }

  private static void change(ObjectNode message, Target target) {
    String role = message.path("role").asText();
    if (target.has(Quirk.NO_DEVELOPER_ROLE) && role.equals("developer")) {
      message.put("role", "system");
    }
    if (target.has(Quirk.SHORT_TOOL_IDS)) {
      shortenIds(message);
    }
    boolean together = target.has(Quirk.REASONING_IN_CONTENT) && message.has("reasoning_content");
    if (together) {
      thoughtsIntoContent(message, target);
    } else if (!target.has(Quirk.REASONING_IN_CONTENT)) {
      reasoning(message, target);
    }
    if (!together && target.has(Quirk.TEXT_CONTENT_ONLY) && message.path("content").isArray()) {
      String text = MessageRules.joined(message.get("content"));
      if (text != null) {
        message.put("content", text);
      }
    }
  }

  private static void thoughtsIntoContent(ObjectNode message, Target target) {
    String reasoning = message.remove("reasoning_content").asText("");
    if (MessageRules.takesThoughts(target) && !reasoning.isEmpty()) {
      message.set("content", MessageRules.withThoughts(reasoning, message.path("content")));
    }
  }

  private static void reasoning(ObjectNode message, Target target) {
    if (target.has(Quirk.REASONING_EXPECTED_BACK)
        && message.path("role").asText().equals("assistant")
        && !message.hasNonNull("reasoning_content")) {
      message.put("reasoning_content", "");
    }
    if (target.has(Quirk.REASONING_IN_REASONING) && message.has("reasoning_content")) {
      message.set("reasoning", message.remove("reasoning_content"));
    }
  }

  private static void shortenIds(ObjectNode message) {
    if (message.path("tool_call_id").isTextual()) {
      message.put("tool_call_id", ShortToolIds.of(message.path("tool_call_id").textValue()));
    }
    for (JsonNode call : message.path("tool_calls")) {
      if (call instanceof ObjectNode object && call.path("id").isTextual()) {
        object.put("id", ShortToolIds.of(call.path("id").textValue()));
      }
    }
  }

  private static void withoutStrict(JsonNode tool, List<String> dropped) {
    if (tool.path("function") instanceof ObjectNode function) {
      JsonNode strict = function.remove("strict");
      if (strict != null && strict.asBoolean() && !dropped.contains(MessageRules.STRICT_TOOLS)) {
        dropped.add(MessageRules.STRICT_TOOLS);
      }
    }
  }

  private static void schemaToMessage(ObjectNode body) {
    ObjectNode message = MessageRules.schemaMessage(body.get("response_format"));
    body.putObject("response_format").put("type", "json_object");
    ((ArrayNode) body.get("messages")).insert(0, message);
  }

  private static void keepKnown(ObjectNode body, Target target, List<String> dropped) {
    List<String> names = new ArrayList<>();
    body.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!Dialect.knows(name, target)) {
        body.remove(name);
        dropped.add(name);
      }
    }
  }
}
