package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Requests of the API as chat requests. What needs the provider's state or its own tools is
 * refused: without it the answer would be another.
 */
final class RequestReader {

  /** Fields that need what was stored, or run on when the caller has gone. */
  private static final List<String> STATEFUL =
      List.of("previous_response_id", "conversation", "prompt");

  /** Fields of this name mean the same in a chat. */
  private static final Set<String> SHARED =
      Set.of(
          "model",
          "temperature",
          "top_p",
          "parallel_tool_calls",
          "user",
          "metadata",
          "service_tier",
          "safety_identifier",
          "prompt_cache_key",
          "prompt_cache_retention");

  /** Further fields that are read, or refused where they say anything. */
  private static final Set<String> CARRIED =
      Set.of(
          "input",
          "instructions",
          "max_output_tokens",
          "tools",
          "tool_choice",
          "stream",
          "stream_options",
          "background",
          "previous_response_id",
          "conversation",
          "prompt");

  /** What a field says where nothing is lost without it. */
  private static final Map<String, Predicate<JsonNode>> HARMLESS =
      Map.of(
          "store", value -> !value.asBoolean(),
          "truncation", value -> value.asText().equals("disabled"),
          // Reasoning comes so whether it is asked for or not.
          "include",
              value ->
                  value.size() == 1
                      && value.path(0).asText().equals("reasoning.encrypted_content"));

  /** Fields of which these members are read. */
  private static final Map<String, Set<String>> MEMBERS =
      Map.of("reasoning", Set.of("effort"), "text", Set.of("format", "verbosity"));

  private RequestReader() {}

  static ChatRequest read(JsonNode request) {
    refuse(request);
    ObjectNode chat = Json.object();
    request
        .properties()
        .forEach(
            field -> {
              if (SHARED.contains(field.getKey()) && !field.getValue().isNull()) {
                chat.set(field.getKey(), field.getValue());
              }
            });
    if (request.path("max_output_tokens").isNumber()) {
      chat.set("max_completion_tokens", request.get("max_output_tokens"));
    }
    if (request.path("reasoning").path("effort").isTextual()) {
      chat.set("reasoning_effort", request.path("reasoning").get("effort"));
    }
    text(request.path("text"), chat);
    tools(request, chat);
    List<Message> messages = new ArrayList<>();
    if (request.path("instructions").isTextual()) {
      messages.add(Message.system(request.path("instructions").textValue()));
    }
    messages.addAll(ItemReader.read(request.path("input")));
    // The fields are read as a chat's are; the conversation has been read already.
    chat.putArray("messages").addObject().put("role", "user").put("content", "");
    ChatRequest read = ChatRequestJson.read(chat);
    return new ChatRequest(
        read.model(),
        messages,
        read.tools(),
        read.toolChoice(),
        read.parallelToolCalls(),
        read.responseFormat(),
        read.temperature(),
        read.topP(),
        read.maxTokens(),
        read.maxCompletionTokens(),
        read.n(),
        read.stop(),
        read.seed(),
        read.presencePenalty(),
        read.frequencyPenalty(),
        read.reasoningEffort(),
        read.user(),
        read.extra());
  }

  /** Names of fields that a chat has no words for. */
  static List<String> dropped(JsonNode request) {
    List<String> dropped = new ArrayList<>();
    request
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              JsonNode value = field.getValue();
              Set<String> read = MEMBERS.get(name);
              if (read != null) {
                value
                    .properties()
                    .forEach(
                        member -> {
                          if (!member.getValue().isNull() && !read.contains(member.getKey())) {
                            dropped.add(name + "." + member.getKey());
                          }
                        });
              } else if (says(value)
                  && !SHARED.contains(name)
                  && !CARRIED.contains(name)
                  && !HARMLESS.getOrDefault(name, any -> false).test(value)) {
                dropped.add(name);
              }
            });
    return dropped;
  }

  private static boolean says(JsonNode value) {
    return !value.isNull() && !(value.isContainerNode() && value.isEmpty());
  }

  private static void refuse(JsonNode request) {
    for (String field : STATEFUL) {
      if (request.hasNonNull(field)) {
        throw unsupported(field, "the conversation within input");
      }
    }
    if (request.path("background").asBoolean()) {
      throw unsupported("background", "false");
    }
  }

  static InvalidRequestException unsupported(String field, String expected) {
    return new InvalidRequestException(
        400,
        "unsupported_parameter",
        field + ": not supported for this model (expected: " + expected + ")",
        field);
  }

  private static void text(JsonNode text, ObjectNode chat) {
    if (text.path("verbosity").isTextual()) {
      chat.set("verbosity", text.get("verbosity"));
    }
    JsonNode format = text.path("format");
    if (format.path("type").asText().equals("json_schema")) {
      chat.set("response_format", nested(format, "json_schema"));
    } else if (format.isObject()) {
      chat.set("response_format", format);
    }
  }

  private static void tools(JsonNode request, ObjectNode chat) {
    if (!request.path("tools").isEmpty()) {
      var tools = chat.putArray("tools");
      request.path("tools").forEach(tool -> tools.add(tool(tool)));
    }
    JsonNode choice = request.path("tool_choice");
    if (choice.isTextual()) {
      chat.set("tool_choice", choice);
    } else if (choice.path("type").asText().equals("allowed_tools")) {
      ObjectNode allowed = Json.object();
      allowed.set("mode", choice.path("mode"));
      var tools = allowed.putArray("tools");
      choice.path("tools").forEach(tool -> tools.add(tool(tool)));
      chat.putObject("tool_choice").put("type", "allowed_tools").set("allowed_tools", allowed);
    } else if (choice.isObject()) {
      chat.set("tool_choice", tool(choice));
    }
  }

  /** A tool, or the choice of one, with what lies flat here under its type's name. */
  private static ObjectNode tool(JsonNode tool) {
    String type = tool.path("type").asText();
    if (!type.equals("function") && !type.equals("custom")) {
      throw unsupported("tools", "tools of the types function and custom instead of " + type);
    }
    return nested(tool, type);
  }

  private static ObjectNode nested(JsonNode flat, String type) {
    ObjectNode inner = flat.deepCopy();
    inner.remove("type");
    if (inner.path("strict").isNull()) {
      inner.remove("strict");
    }
    ObjectNode nested = Json.object().put("type", type);
    nested.set(type, inner);
    return nested;
  }
}
