package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.json.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The items of one answer's output, by their places, and how much of each has been told. Items of
 * tools that the provider runs by itself are neither text nor calls and are left out. For one
 * answer and one thread.
 */
final class OutputItems {

  private static final String CUSTOM_CALL = "custom_tool_call";

  /** The number of each call in the answer, by the place of its item. */
  private final Map<Integer, Integer> calls = new HashMap<>(4);

  /** Parts of which pieces have come: an item's place, and the part's within the item. */
  private final Set<String> told = new HashSet<>();

  private boolean empty = true;

  boolean hasCalls() {
    return !calls.isEmpty();
  }

  /** Whether nothing of the output has been told. */
  boolean isEmpty() {
    return empty;
  }

  void added(int place, JsonNode item, Consumer<ChatEvent> out) {
    empty = false;
    String type = item.path("type").asText();
    if (isCall(type) && !calls.containsKey(place)) {
      int number = calls.size();
      calls.put(place, number);
      out.accept(
          new ChatEvent.ToolCallDelta(
              0,
              number,
              item.path("call_id").asText(item.path("id").asText()),
              type.equals(CUSTOM_CALL) ? "custom" : "function",
              item.path("name").asText(),
              "",
              Map.of()));
    }
  }

  void text(int place, JsonNode delta, Consumer<ChatEvent> out) {
    told.add(part(place, delta.path("content_index").asInt()));
    tellText(delta.path("delta").asText(), out);
  }

  void refusal(int place, JsonNode delta, Consumer<ChatEvent> out) {
    told.add(part(place, delta.path("content_index").asInt()));
    tellRefusal(delta.path("delta").asText(), out);
  }

  void reasoning(int place, JsonNode delta, Consumer<ChatEvent> out) {
    told.add(part(place, 0));
    tellReasoning(delta.path("delta").asText(), out);
  }

  void arguments(int place, JsonNode delta, Consumer<ChatEvent> out) {
    Integer number = calls.get(place);
    if (number != null) {
      told.add(part(place, 0));
      out.accept(ChatEvent.ToolCallDelta.more(0, number, delta.path("delta").asText()));
    }
  }

  /** Takes a whole item; what of it has been told in pieces is not told again. */
  void done(int place, JsonNode item, Consumer<ChatEvent> out) {
    added(place, item, out);
    String type = item.path("type").asText();
    if (isCall(type)) {
      callDone(place, item.path(type.equals(CUSTOM_CALL) ? "input" : "arguments").asText(), out);
    } else if (type.equals("message")) {
      messageDone(place, item.path("content"), out);
    } else if (type.equals(ReasoningItems.TYPE)) {
      reasoningDone(place, item, out);
    } else if (type.equals("image_generation_call") && told.add(part(place, 0))) {
      image(item, out);
    }
  }

  /** A picture that a tool of the provider made is a part of the answer. */
  private static void image(JsonNode item, Consumer<ChatEvent> out) {
    String base64 = item.path("result").asText();
    if (base64.isEmpty()) {
      return;
    }
    ArrayNode images = Json.mapper().createArrayNode();
    images
        .addObject()
        .put("type", "image_url")
        .putObject("image_url")
        .put("url", "data:image/" + item.path("output_format").asText("png") + ";base64," + base64);
    out.accept(new ChatEvent.Other(0, Map.of("images", images), Map.of()));
  }

  private void callDone(int place, String arguments, Consumer<ChatEvent> out) {
    Integer number = calls.get(place);
    if (number != null && told.add(part(place, 0)) && !arguments.isEmpty()) {
      out.accept(ChatEvent.ToolCallDelta.more(0, number, arguments));
    }
  }

  private void messageDone(int place, JsonNode content, Consumer<ChatEvent> out) {
    ArrayNode annotations = Json.mapper().createArrayNode();
    int index = 0;
    for (JsonNode part : content) {
      boolean isNew = told.add(part(place, index++));
      if (part.path("type").asText().equals("refusal")) {
        if (isNew) {
          tellRefusal(part.path("refusal").asText(), out);
        }
        continue;
      }
      String text = part.path("text").asText();
      if (isNew) {
        tellText(text, out);
      }
      part.path("annotations").forEach(note -> annotations.add(annotation(note)));
    }
    if (!annotations.isEmpty()) {
      out.accept(new ChatEvent.Other(0, Map.of("annotations", annotations), Map.of()));
    }
  }

  /** A citation lies flat in this API, and under its type's name in chat completions. */
  private static JsonNode annotation(JsonNode note) {
    String type = note.path("type").asText();
    if (!type.equals("url_citation")) {
      return note;
    }
    ObjectNode citation = note.deepCopy();
    citation.remove("type");
    ObjectNode annotation = Json.object().put("type", type);
    annotation.set(type, citation);
    return annotation;
  }

  private void reasoningDone(int place, JsonNode item, Consumer<ChatEvent> out) {
    if (told.add(part(place, 0))) {
      JsonNode spoken =
          item.path("summary").isEmpty() ? item.path("content") : item.path("summary");
      spoken.forEach(part -> tellReasoning(part.path("text").asText(), out));
    }
    if (ReasoningItems.canBeSentBack(item)) {
      out.accept(new ChatEvent.Other(0, ReasoningItems.field(item), Map.of()));
    }
  }

  private static void tellText(String text, Consumer<ChatEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.TextDelta(0, text));
    }
  }

  private static void tellRefusal(String text, Consumer<ChatEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.RefusalDelta(0, text));
    }
  }

  private static void tellReasoning(String text, Consumer<ChatEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.ReasoningDelta(0, text));
    }
  }

  private static boolean isCall(String type) {
    return type.equals("function_call") || type.equals(CUSTOM_CALL);
  }

  private static String part(int place, int index) {
    return place + "/" + index;
  }
}
