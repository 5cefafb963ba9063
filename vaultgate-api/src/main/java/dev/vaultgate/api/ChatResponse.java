package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer.
 *
 * @param id the answer's name, for support and logs
 * @param created seconds since 1970
 * @param model who answered
 * @param choices the answers, at least one unless the provider filtered all
 * @param usage what it used, or null when the provider did not say
 * @param extra further fields, such as {@code system_fingerprint} or {@code service_tier}
 */
public record ChatResponse(
    String id,
    long created,
    String model,
    List<Choice> choices,
    @Nullable Usage usage,
    Map<String, JsonNode> extra) {

  public ChatResponse {
    choices = List.copyOf(choices);
    extra = Extra.copyOf(extra);
  }

  /** The same answer, made at this time in seconds since 1970. */
  public ChatResponse withCreated(long created) {
    return new ChatResponse(id, created, model, choices, usage, extra);
  }

  /** The visible text of the first answer, empty when there is none. */
  public String text() {
    return choices.isEmpty() ? "" : choices.get(0).message().text();
  }

  /** The tool calls of the first answer. */
  public List<ToolCall> toolCalls() {
    return choices.isEmpty() ? List.of() : choices.get(0).message().toolCalls();
  }

  /** Why the first answer ended, or null when the provider did not say. */
  public @Nullable FinishReason finishReason() {
    return choices.isEmpty() ? null : choices.get(0).finishReason();
  }

  /**
   * One of the answers.
   *
   * @param index its place, from 0
   * @param finishReason null when the provider did not say
   * @param extra further fields, such as {@code logprobs}
   */
  public record Choice(
      int index,
      Message.Assistant message,
      @Nullable FinishReason finishReason,
      Map<String, JsonNode> extra) {
    public Choice {
      extra = Extra.copyOf(extra);
    }
  }
}
