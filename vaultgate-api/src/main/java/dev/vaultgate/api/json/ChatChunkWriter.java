package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Writes the events of one answer as {@code chat.completion.chunk} objects, each with the same id,
 * time and model; the first chunk of a choice carries the role. For one stream and one thread.
 */
public final class ChatChunkWriter {

  private final String id;
  private final String model;
  private final long created;
  private final Map<String, JsonNode> extra;
  private final Set<Integer> opened = new HashSet<>();

  public ChatChunkWriter(String id, String model, long created, Map<String, JsonNode> extra) {
    this.id = id;
    this.model = model;
    this.created = created;
    this.extra = extra;
  }

  /** The chunk for an event. A head opens the first choice; usage has no choice at all. */
  public ObjectNode write(ChatEvent event) {
    ObjectNode chunk = head();
    ArrayNode choices = chunk.putArray("choices");
    if (event instanceof ChatEvent.UsageReport u) {
      chunk.set("usage", UsageJson.write(u.usage()));
    } else if (event instanceof ChatEvent.Finish f) {
      choice(choices, event.choice(), Json.object()).put("finish_reason", f.reason().word());
    } else if (event instanceof ChatEvent.Other o) {
      ObjectNode choice = choice(choices, event.choice(), ChatChunkJson.delta(event));
      o.choiceExtra().forEach(choice::set);
      o.extra().forEach(chunk::set);
    } else {
      choice(choices, event.choice(), ChatChunkJson.delta(event));
    }
    return chunk;
  }

  /** The last chunk before {@code [DONE]} when the caller asked for usage. */
  public ObjectNode usage(Usage usage) {
    return write(new ChatEvent.UsageReport(usage));
  }

  private ObjectNode choice(ArrayNode choices, int index, ObjectNode delta) {
    ObjectNode choice = choices.addObject().put("index", index);
    ObjectNode withRole = Json.object();
    if (opened.add(index)) {
      withRole.put("role", "assistant");
      if (delta.isEmpty()) {
        withRole.put("content", "");
      }
    }
    choice.set("delta", withRole.setAll(delta));
    choice.putNull("logprobs");
    choice.putNull("finish_reason");
    return choice;
  }

  private ObjectNode head() {
    ObjectNode chunk =
        Json.object()
            .put("id", id)
            .put("object", "chat.completion.chunk")
            .put("created", created)
            .put("model", model);
    extra.forEach(chunk::set);
    return chunk;
  }
}
