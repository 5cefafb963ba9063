package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.UpstreamFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of an interaction, in the words in which recordings say what is expected of it.
 *
 * @param text the visible text of the first choice
 * @param reasoning its reasoning text
 * @param toolCalls its tool calls
 * @param finish OpenAI's word for why it ended; null when not said
 * @param usage null when not said
 * @param refusal its words of refusal; null for none, as for empty ones
 * @param images how many images it has
 * @param failure what was thrown, at once or within a stream; null for none
 */
public record Outcome(
    String text,
    String reasoning,
    List<Call> toolCalls,
    @Nullable String finish,
    @Nullable Usage usage,
    @Nullable String refusal,
    int images,
    @Nullable UpstreamFailure failure) {

  /**
   * A tool call.
   *
   * @param id empty when the provider gives none
   * @param arguments parsed; null when they are no JSON object
   */
  public record Call(String id, String name, @Nullable JsonNode arguments) {

    static Call of(ToolCall call) {
      return new Call(call.id(), call.name(), parsed(call.arguments()));
    }
  }

  public Outcome {
    toolCalls = List.copyOf(toolCalls);
  }

  public static Outcome of(ChatResponse response, @Nullable UpstreamFailure failure) {
    if (response.choices().isEmpty()) {
      return new Outcome("", "", List.of(), null, response.usage(), null, 0, failure);
    }
    FinishReason finish = response.finishReason();
    Message.Assistant message = response.choices().get(0).message();
    JsonNode images = message.extra().get("images");
    return new Outcome(
        message.text(),
        message.reasoning() == null ? "" : message.reasoning(),
        message.toolCalls().stream().map(Call::of).toList(),
        finish == null ? null : finish.word(),
        response.usage(),
        "".equals(message.refusal()) ? null : message.refusal(),
        images == null ? 0 : images.size(),
        failure);
  }

  /** A JSON object; null for any other text. No text stands for no arguments. */
  public static @Nullable JsonNode parsed(String text) {
    try {
      JsonNode parsed = text.isEmpty() ? Json.object() : Json.read(text);
      return parsed.isObject() ? parsed : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static Outcome of(UpstreamFailure failure) {
    return new Outcome("", "", List.of(), null, null, null, 0, failure);
  }
}
