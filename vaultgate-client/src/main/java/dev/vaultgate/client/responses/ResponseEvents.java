package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Face;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A chat's stream as the API's events: every item is added, told in pieces and done, and the
 * closing event has all of it again. Thoughts and text follow one another, so a new kind closes the
 * item before; calls may interleave and are done at the end. For one stream and one thread.
 */
final class ResponseEvents implements Face.EventWriter {

  private final ResponseWriter writer;
  private final ArrayNode output = Json.mapper().createArrayNode();
  private final Map<Integer, OpenItem> calls = new TreeMap<>();
  private final List<ObjectNode> ready = new ArrayList<>();
  private @Nullable OpenItem open;
  private @Nullable FinishReason finish;
  private int sequence;
  private boolean begun;

  ResponseEvents(ResponseWriter writer) {
    this.writer = writer;
  }

  @Override
  public List<byte[]> write(ChatEvent event) {
    begin();
    if (event.choice() != 0) {
      return taken();
    }
    if (event instanceof ChatEvent.TextDelta delta && !delta.text().isEmpty()) {
      open(OpenItem.Kind.TEXT).more(delta.text());
    } else if (event instanceof ChatEvent.RefusalDelta delta && !delta.refusal().isEmpty()) {
      open(OpenItem.Kind.REFUSAL).more(delta.refusal());
    } else if (event instanceof ChatEvent.ReasoningDelta delta && !delta.reasoning().isEmpty()) {
      open(OpenItem.Kind.REASONING).more(delta.reasoning());
    } else if (event instanceof ChatEvent.ToolCallDelta delta) {
      call(delta);
    } else if (event instanceof ChatEvent.Finish ended) {
      finish = ended.reason();
    } else if (event instanceof ChatEvent.Other other) {
      other(other.delta());
    }
    return taken();
  }

  private void other(Map<String, JsonNode> delta) {
    if (delta.containsKey(ReasoningItems.FIELD)) {
      details(delta.get(ReasoningItems.FIELD));
    }
    if (delta.containsKey("annotations")) {
      annotations(delta.get("annotations"));
    }
    if (delta.containsKey("images")) {
      images(delta.get("images"));
    }
  }

  /** What the caller has to send back for the model to go on thinking, within a reasoning item. */
  void details(JsonNode details) {
    begin();
    OpenItem item =
        open != null && open.kind() == OpenItem.Kind.REASONING
            ? open
            : open(OpenItem.Kind.REASONING);
    JsonNode first = details.path(0);
    item.seal(
        ReasoningItems.canBeSentBack(first)
            ? first.path("encrypted_content").textValue()
            : ReasoningItems.sealed(details));
    close();
  }

  void annotations(JsonNode notes) {
    if (open != null && open.kind() == OpenItem.Kind.TEXT) {
      open.annotate(notes);
    }
  }

  /** Pictures that the model made, as the item that a tool of the API makes them. */
  void images(JsonNode images) {
    close();
    for (JsonNode image : images) {
      String url = image.path("image_url").path("url").asText();
      ObjectNode item =
          Json.object()
              .put("id", "ig_" + writer.id() + "_" + output.size())
              .put("type", "image_generation_call")
              .put("status", "completed")
              .put("result", url.substring(url.indexOf(',') + 1));
      emit("response.output_item.added").put("output_index", output.size()).set("item", item);
      emit("response.output_item.done").put("output_index", output.size()).set("item", item);
      output.add(item);
    }
  }

  private void call(ChatEvent.ToolCallDelta delta) {
    OpenItem call = calls.get(delta.index());
    if (call == null) {
      close();
      boolean isCustom = "custom".equals(delta.type());
      call = item(isCustom ? OpenItem.Kind.CUSTOM_CALL : OpenItem.Kind.CALL);
      call.name(delta.id() == null ? "" : delta.id(), delta.name() == null ? "" : delta.name());
      calls.put(delta.index(), call);
      call.begin();
    }
    if (!delta.arguments().isEmpty()) {
      call.more(delta.arguments());
    }
  }

  private OpenItem open(OpenItem.Kind kind) {
    if (open != null && open.kind() == kind) {
      return open;
    }
    close();
    open = item(kind);
    open.begin();
    return open;
  }

  private OpenItem item(OpenItem.Kind kind) {
    int place = output.size();
    output.addNull();
    return new OpenItem(kind, place, kind.prefix() + writer.id() + "_" + place, this::emit);
  }

  private void close() {
    if (open != null) {
      output.set(open.place(), open.end());
      open = null;
    }
  }

  /** Closes what is open; the response object as it stands at the end. */
  ObjectNode closed(@Nullable Usage usage) {
    begin();
    close();
    calls.values().forEach(call -> output.set(call.place(), call.end()));
    calls.clear();
    String incomplete = incomplete();
    return writer.response(
        incomplete == null ? "completed" : "incomplete", output, usage, incomplete);
  }

  private @Nullable String incomplete() {
    if (finish == null) {
      return null;
    }
    return switch (finish.kind()) {
      case LENGTH -> "max_output_tokens";
      case CONTENT_FILTER -> "content_filter";
      default -> null;
    };
  }

  @Override
  public List<byte[]> end(Usage usage) {
    ObjectNode response = closed(usage);
    emit("response." + response.path("status").asText()).set("response", response);
    return taken();
  }

  private void begin() {
    if (!begun) {
      begun = true;
      for (String event : List.of("response.created", "response.in_progress")) {
        emit(event)
            .set(
                "response",
                writer.response("in_progress", Json.mapper().createArrayNode(), null, null));
      }
    }
  }

  private ObjectNode emit(String type) {
    ObjectNode event = Json.object().put("type", type).put("sequence_number", sequence++);
    ready.add(event);
    return event;
  }

  private List<byte[]> taken() {
    List<byte[]> taken = ready.stream().map(Json::bytes).toList();
    ready.clear();
    return taken;
  }
}
