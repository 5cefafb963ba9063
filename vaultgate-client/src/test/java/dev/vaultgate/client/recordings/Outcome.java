package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.UpstreamFailure;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of an interaction, in the words in which recordings say what is expected of it.
 *
 * @param text the visible text of the first choice
 * @param reasoning its reasoning text
 * @param toolCalls its tool calls
 * @param finish OpenAI's word for why it ended; null when not said
 * @param usage null when not said
 * @param refusal its words of refusal; null for none
 * @param failure what was thrown, at once or within a stream; null for none
 */
public record Outcome(
    String text,
    String reasoning,
    List<Call> toolCalls,
    @Nullable String finish,
    @Nullable Usage usage,
    @Nullable String refusal,
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

  static Outcome of(ChatResponse response, @Nullable UpstreamFailure failure) {
    FinishReason finish = response.finishReason();
    Stream<ChatResponse.Choice> first = response.choices().stream().limit(1);
    return new Outcome(
        response.text(),
        first
            .map(choice -> choice.message().reasoning())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(""),
        response.toolCalls().stream().map(Call::of).toList(),
        finish == null ? null : finish.word(),
        response.usage(),
        response.choices().isEmpty() ? null : response.choices().get(0).message().refusal(),
        failure);
  }

  /** A JSON object; null for any other text. No text stands for no arguments. */
  static @Nullable JsonNode parsed(String text) {
    try {
      JsonNode parsed = text.isEmpty() ? Json.object() : Json.read(text);
      return parsed.isObject() ? parsed : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static Outcome of(UpstreamFailure failure) {
    return new Outcome("", "", List.of(), null, null, null, failure);
  }
}
