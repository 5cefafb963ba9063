package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whole answers as {@code chat.completion} objects. */
public final class ChatResponseJson {

  private ChatResponseJson() {}

  /**
   * Reads an answer. What providers leave out is filled in: an index by its place, a reasoning text
   * from {@code reasoning} where {@code reasoning_content} is absent.
   */
  public static ChatResponse read(JsonNode body) {
    Fields fields = new Fields(body, "");
    fields.skip("object", "usage");
    List<ChatResponse.Choice> choices = new ArrayList<>();
    for (JsonNode choice : fields.array("choices")) {
      choices.add(choice(new Fields(choice, "choices"), choices.size()));
    }
    String id = fields.string("id");
    String model = fields.string("model");
    JsonNode created = fields.any("created");
    return new ChatResponse(
        id == null ? "" : id,
        created == null ? 0 : created.asLong(0),
        model == null ? "" : model,
        choices,
        UsageJson.read(body.get("usage")),
        fields.rest());
  }

  private static ChatResponse.Choice choice(Fields fields, int place) {
    JsonNode index = fields.any("index");
    JsonNode message = fields.any("message");
    JsonNode finish = fields.any("finish_reason");
    return new ChatResponse.Choice(
        index == null ? place : index.asInt(place),
        MessageJson.assistant(
            new Fields(message == null ? Json.object() : DeltaJson.normalised(message), "message")),
        finish(finish),
        fields.restWithoutNulls());
  }

  /** A null or empty finish reason is none. */
  static @Nullable FinishReason finish(@Nullable JsonNode finish) {
    return finish == null || !finish.isTextual() || finish.textValue().isEmpty()
        ? null
        : FinishReason.parse(finish.textValue());
  }

  /** Writes an answer as OpenAI writes it: nullable members are there and null. */
  public static ObjectNode write(ChatResponse response) {
    ObjectNode body =
        Json.object()
            .put("id", response.id())
            .put("object", "chat.completion")
            .put("created", response.created())
            .put("model", response.model());
    ArrayNode choices = body.putArray("choices");
    response.choices().forEach(choice -> choices.add(write(choice)));
    if (response.usage() != null) {
      body.set("usage", UsageJson.write(response.usage()));
    }
    response.extra().forEach(body::set);
    return body;
  }

  private static ObjectNode write(ChatResponse.Choice choice) {
    Message.Assistant message = choice.message();
    ObjectNode messageNode = MessageJson.write(message);
    if (message.refusal() == null) {
      messageNode.putNull("refusal");
    }
    ObjectNode node = Json.object().put("index", choice.index());
    node.set("message", messageNode);
    node.putNull("logprobs");
    FinishReason finish = choice.finishReason();
    node.put("finish_reason", finish == null ? null : finish.word());
    choice.extra().forEach(node::set);
    return node;
  }
}
