package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Response objects for one request: its settings, as the API repeats them, with what was answered.
 */
final class ResponseWriter {

  /** Settings that a response repeats, in the API's order. */
  private static final List<String> REPEATED =
      List.of(
          "instructions",
          "max_output_tokens",
          "metadata",
          "parallel_tool_calls",
          "reasoning",
          "service_tier",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_p",
          "user");

  private final JsonNode request;
  private final String id;
  private final String model;
  private final long created;

  ResponseWriter(JsonNode request, String id, String model, long created) {
    this.request = request;
    this.id = id;
    this.model = model;
    this.created = created;
  }

  String id() {
    return id;
  }

  /** A whole answer: the same events as in a stream, of which the last has everything. */
  static ObjectNode whole(JsonNode request, ChatResponse response) {
    ResponseEvents events =
        new ResponseEvents(
            new ResponseWriter(request, response.id(), response.model(), response.created()));
    if (!response.choices().isEmpty()) {
      ChatResponse.Choice choice = response.choices().get(0);
      message(choice.message(), events);
      FinishReason finish = choice.finishReason();
      if (finish != null) {
        events.write(new ChatEvent.Finish(0, finish));
      }
    }
    return events.closed(response.usage());
  }

  private static void message(Message.Assistant message, ResponseEvents events) {
    if (message.reasoning() != null) {
      events.write(new ChatEvent.ReasoningDelta(0, message.reasoning()));
    }
    JsonNode details = message.extra().get(ReasoningItems.FIELD);
    if (details != null) {
      events.details(details);
    }
    if (!message.text().isEmpty()) {
      events.write(new ChatEvent.TextDelta(0, message.text()));
    }
    if (message.refusal() != null) {
      events.write(new ChatEvent.RefusalDelta(0, message.refusal()));
    }
    JsonNode notes = message.extra().get("annotations");
    if (notes != null) {
      events.annotations(notes);
    }
    int place = 0;
    for (ToolCall call : message.toolCalls()) {
      events.write(
          new ChatEvent.ToolCallDelta(
              0, place++, call.id(), call.type(), call.name(), call.arguments(), call.extra()));
    }
    JsonNode images = message.extra().get("images");
    if (images != null) {
      events.images(images);
    }
  }

  /**
   * A response object.
   *
   * @param incomplete why it ended early; null when it did not
   */
  ObjectNode response(
      String status, ArrayNode output, @Nullable Usage usage, @Nullable String incomplete) {
    ObjectNode response = Json.object();
    response.put("id", id).put("object", "response").put("created_at", created);
    response.put("status", status).put("background", false).putNull("error");
    if (incomplete == null) {
      response.putNull("incomplete_details");
    } else {
      response.putObject("incomplete_details").put("reason", incomplete);
    }
    response.put("model", model).set("output", output);
    for (String field : REPEATED) {
      JsonNode value = request.get(field);
      if (value != null) {
        response.set(field, value);
      } else {
        response.set(field, usual(field));
      }
    }
    response.putNull("previous_response_id").put("store", false).put("truncation", "disabled");
    if (usage == null) {
      response.putNull("usage");
    } else {
      response.set("usage", usage(usage));
    }
    return response;
  }

  private static JsonNode usual(String field) {
    return switch (field) {
      case "metadata" -> Json.object();
      case "parallel_tool_calls" -> Json.mapper().getNodeFactory().booleanNode(true);
      case "tool_choice" -> Json.mapper().getNodeFactory().textNode("auto");
      case "tools" -> Json.mapper().createArrayNode();
      case "text" -> Json.object().set("format", Json.object().put("type", "text"));
      default -> Json.mapper().nullNode();
    };
  }

  private static ObjectNode usage(Usage usage) {
    ObjectNode written = Json.object().put("input_tokens", usage.promptTokens());
    ObjectNode input = written.putObject("input_tokens_details");
    input.put("cached_tokens", usage.cachedTokens());
    if (usage.cacheWriteTokens() > 0) {
      input.put("cache_write_tokens", usage.cacheWriteTokens());
    }
    written.put("output_tokens", usage.completionTokens());
    written.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningTokens());
    return written.put("total_tokens", usage.totalTokens());
  }
}
