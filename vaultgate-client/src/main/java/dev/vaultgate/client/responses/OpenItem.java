package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.function.Function;

/**
 * An item of output that is being told: it begins, gets more, and ends, each with the API's events.
 * For one thread.
 */
final class OpenItem {

  /** What an item is. A refusal is a part of a message, like text. */
  enum Kind {
    TEXT("message", "msg_"),
    REFUSAL("message", "msg_"),
    REASONING("reasoning", "rs_"),
    CALL("function_call", "fc_"),
    CUSTOM_CALL("custom_tool_call", "ctc_");

    private final String type;
    private final String prefix;

    Kind(String type, String prefix) {
      this.type = type;
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }

    private boolean isCall() {
      return this == CALL || this == CUSTOM_CALL;
    }
  }

  private final Kind kind;
  private final int place;
  private final String id;
  private final Function<String, ObjectNode> events;
  private final StringBuilder told = new StringBuilder();
  private final ArrayNode annotations = Json.mapper().createArrayNode();
  private String callId = "";
  private String name = "";
  private String sealed = "";

  /**
   * @param events makes an event of a type, to be filled in
   */
  OpenItem(Kind kind, int place, String id, Function<String, ObjectNode> events) {
    this.kind = kind;
    this.place = place;
    this.id = id;
    this.events = events;
  }

  Kind kind() {
    return kind;
  }

  int place() {
    return place;
  }

  void name(String callId, String name) {
    this.callId = callId;
    this.name = name;
  }

  void seal(String content) {
    sealed = content;
  }

  /** Citations lie flat in this API. */
  void annotate(JsonNode notes) {
    for (JsonNode note : notes) {
      String type = note.path("type").asText();
      ObjectNode flat = Json.object().put("type", type);
      if (note.path(type) instanceof ObjectNode inner) {
        annotations.add(flat.setAll(inner));
      } else {
        annotations.add(note);
      }
    }
  }

  void begin() {
    events
        .apply("response.output_item.added")
        .put("output_index", place)
        .set("item", item("in_progress", false));
    if (!kind.isCall()) {
      boolean isReasoning = kind == Kind.REASONING;
      part(isReasoning ? "response.reasoning_summary_part.added" : "response.content_part.added")
          .set("part", body(""));
    }
  }

  void more(String text) {
    told.append(text);
    (kind.isCall() ? event(step("delta")) : part(step("delta"))).put("delta", text);
  }

  /** Ends the item, which it returns. */
  ObjectNode end() {
    if (kind.isCall()) {
      event(step("done")).put(kind == Kind.CALL ? "arguments" : "input", told.toString());
    } else {
      String field = kind == Kind.REFUSAL ? "refusal" : "text";
      part(step("done")).put(field, told.toString());
      boolean isReasoning = kind == Kind.REASONING;
      part(isReasoning ? "response.reasoning_summary_part.done" : "response.content_part.done")
          .set("part", body(told.toString()));
    }
    ObjectNode item = item("completed", true);
    events.apply("response.output_item.done").put("output_index", place).set("item", item);
    return item;
  }

  private String step(String step) {
    return "response."
        + switch (kind) {
          case TEXT -> "output_text.";
          case REFUSAL -> "refusal.";
          case REASONING -> "reasoning_summary_text.";
          case CALL -> "function_call_arguments.";
          case CUSTOM_CALL -> "custom_tool_call_input.";
        }
        + step;
  }

  private ObjectNode event(String type) {
    return events.apply(type).put("item_id", id).put("output_index", place);
  }

  private ObjectNode part(String type) {
    ObjectNode event =
        event(type).put(kind == Kind.REASONING ? "summary_index" : "content_index", 0);
    if (kind == Kind.TEXT && type.startsWith("response.output_text")) {
      event.putArray("logprobs");
    }
    return event;
  }

  private ObjectNode item(String status, boolean isWhole) {
    ObjectNode item = Json.object().put("id", id).put("type", kind.type);
    if (kind.isCall()) {
      return item.put("status", status)
          .put("call_id", callId)
          .put("name", name)
          .put(kind == Kind.CALL ? "arguments" : "input", told.toString());
    }
    ArrayNode parts = item.putArray(kind == Kind.REASONING ? "summary" : "content");
    if (isWhole && !(kind == Kind.REASONING && told.isEmpty())) {
      parts.add(body(told.toString()));
    }
    if (kind != Kind.REASONING) {
      item.put("status", status).put("role", "assistant");
    } else if (!sealed.isEmpty()) {
      item.put("encrypted_content", sealed);
    }
    return item;
  }

  private ObjectNode body(String text) {
    ObjectNode part = Json.object();
    return switch (kind) {
      case REFUSAL -> part.put("type", "refusal").put("refusal", text);
      case REASONING -> part.put("type", "summary_text").put("text", text);
      default -> {
        part.put("type", "output_text").put("text", text).set("annotations", annotations);
        part.putArray("logprobs");
        yield part;
      }
    };
  }
}
