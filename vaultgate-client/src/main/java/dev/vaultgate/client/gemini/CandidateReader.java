package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.json.Json;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the pieces of one candidate. Code that the provider runs by itself, and its results, are
 * neither text nor calls and are left out.
 */
final class CandidateReader {

  private final int choice;
  private final String answerId;
  private int calls;
  private boolean finished;

  /**
   * @param answerId the id of the whole answer, from which ids of calls are made
   */
  CandidateReader(int choice, String answerId) {
    this.choice = choice;
    this.answerId = answerId;
  }

  boolean isFinished() {
    return finished;
  }

  void read(JsonNode candidate, Consumer<ChatEvent> out) {
    candidate.path("content").path("parts").forEach(part -> part(part, out));
    String finishReason = candidate.path("finishReason").asText();
    if (!finishReason.isEmpty()) {
      finished = true;
      out.accept(
          new ChatEvent.Finish(
              choice,
              FinishReasons.read(
                  finishReason, candidate.path("finishMessage").asText(), calls > 0)));
    }
  }

  private void part(JsonNode part, Consumer<ChatEvent> out) {
    if (part.has("functionCall")) {
      out.accept(call(part));
    } else if (part.has("inlineData")) {
      media(part.path("inlineData"), out);
    } else {
      text(part, out);
    }
  }

  private void text(JsonNode part, Consumer<ChatEvent> out) {
    String text = part.path("text").asText();
    if (text.isEmpty()) {
      return;
    }
    out.accept(
        part.path("thought").asBoolean()
            ? new ChatEvent.ReasoningDelta(choice, text)
            : new ChatEvent.TextDelta(choice, text));
  }

  /** A call comes whole. */
  private ChatEvent call(JsonNode part) {
    JsonNode call = part.path("functionCall");
    int place = calls++;
    String id = call.path("id").asText();
    JsonNode arguments = call.path("args");
    return new ChatEvent.ToolCallDelta(
        choice,
        place,
        id.isEmpty() ? CallIds.make(answerId, choice, place) : id,
        "function",
        call.path("name").asText(),
        arguments.isObject() ? Json.text(arguments) : "{}",
        Signatures.beside(part.path("thoughtSignature").asText()));
  }

  /** An image or a piece of sound, in the fields that OpenAI's dialect has come to use for them. */
  private void media(JsonNode data, Consumer<ChatEvent> out) {
    String type = data.path("mimeType").asText();
    String base64 = data.path("data").asText();
    if (type.startsWith("audio/")) {
      JsonNode audio = Json.object().put("data", base64).put("format", type);
      out.accept(new ChatEvent.Other(choice, Map.of("audio", audio), Map.of()));
      return;
    }
    ArrayNode images = Json.mapper().createArrayNode();
    images
        .addObject()
        .put("type", "image_url")
        .putObject("image_url")
        .put("url", "data:" + type + ";base64," + base64);
    out.accept(new ChatEvent.Other(choice, Map.of("images", images), Map.of()));
  }
}
