package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a whole answer. */
final class AnswerReader {

  /** What a model says it will do with the tools; not part of the answer, and wanted back. */
  static final String TOOL_PLAN = "tool_plan";

  static final String CITATIONS = "citations";

  private AnswerReader() {}

  static ChatResponse read(JsonNode answer, Target target) {
    JsonNode message = answer.path("message");
    if (!message.isObject()) {
      throw UpstreamFailure.invalid("an answer without a message", null);
    }
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    for (JsonNode part : message.path("content")) {
      text.append(part.path("text").asText(""));
      reasoning.append(part.path("thinking").asText(""));
    }
    List<ToolCall> calls = new ArrayList<>();
    for (JsonNode call : message.path("tool_calls")) {
      JsonNode function = call.path("function");
      String arguments = function.path("arguments").asText("");
      calls.add(
          ToolCall.function(
              call.path("id").asText(),
              function.path("name").asText(),
              arguments.isEmpty() ? "{}" : arguments));
    }
    FinishReason finish =
        FinishReasons.read(answer.path("finish_reason").asText(), answer.path("error").asText(""));
    boolean onlyCalls = text.isEmpty() && !calls.isEmpty();
    return new ChatResponse(
        answer.path("id").asText(),
        0,
        target.model(),
        List.of(
            new ChatResponse.Choice(
                0,
                new Message.Assistant(
                    onlyCalls ? null : Content.of(text.toString()),
                    null,
                    reasoning.isEmpty() ? null : reasoning.toString(),
                    calls,
                    beside(message)),
                finish,
                Map.of())),
        UsageReader.read(answer.path("usage")),
        Map.of());
  }

  private static Map<String, JsonNode> beside(JsonNode message) {
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    if (!message.path(TOOL_PLAN).asText("").isEmpty()) {
      extra.put(TOOL_PLAN, message.path(TOOL_PLAN));
    }
    if (!message.path(CITATIONS).isEmpty()) {
      extra.put(CITATIONS, message.path(CITATIONS));
    }
    return extra;
  }
}
