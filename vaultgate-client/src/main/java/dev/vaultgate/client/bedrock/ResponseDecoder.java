package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.anthropic.ThinkingBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a whole answer. The API gives it no id. For one answer. */
final class ResponseDecoder {

  /** What a guardrail did, for callers who asked for it. */
  static final String TRACE = "trace";

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<ObjectNode> thinking = new ArrayList<>();

  private ResponseDecoder() {}

  static ChatResponse decode(JsonNode answer, Target target) {
    JsonNode content = answer.path("output").path("message").path("content");
    if (!content.isArray()) {
      if (answer.has("__type") || answer.has("message") || answer.has("Message")) {
        throw ErrorReader.read(answer);
      }
      throw UpstreamFailure.invalid("an answer without content", null);
    }
    ResponseDecoder decoder = new ResponseDecoder();
    content.forEach(decoder::block);
    JsonNode trace = answer.path(TRACE);
    return new ChatResponse(
        "",
        0,
        target.model(),
        List.of(decoder.choice(answer.path("stopReason"))),
        UsageReader.read(answer.path("usage")),
        trace.isObject() ? Map.of(TRACE, trace) : Map.of());
  }

  private void block(JsonNode block) {
    text.append(block.path("text").asText());
    // Text with its sources, which OpenAI has no place for where they are documents.
    block
        .path("citationsContent")
        .path("content")
        .forEach(c -> text.append(c.path("text").asText()));
    if (block.has("toolUse")) {
      toolUse(block.path("toolUse"));
    }
    JsonNode thought = block.path("reasoningContent");
    if (thought.has("redactedContent")) {
      thinking.add(Reasoning.redacted(thought.path("redactedContent").asText()));
    } else if (thought.has("reasoningText")) {
      JsonNode said = thought.path("reasoningText");
      reasoning.append(said.path("text").asText());
      thinking.add(
          ThinkingBlocks.thinking(said.path("text").asText(), said.path("signature").asText()));
    }
  }

  private void toolUse(JsonNode use) {
    JsonNode input = use.path("input");
    String arguments = input.isObject() ? Json.text(input) : "{}";
    String name = use.path("name").asText();
    if (name.equals(AnswerFormat.TOOL_NAME)) {
      text.append(arguments);
    } else {
      calls.add(ToolCall.function(use.path("toolUseId").asText(), name, arguments));
    }
  }

  private ChatResponse.Choice choice(JsonNode stopReason) {
    FinishReason finish =
        stopReason.isTextual() ? StopReasons.read(stopReason.textValue(), !calls.isEmpty()) : null;
    boolean onlyCalls = text.isEmpty() && !calls.isEmpty();
    Message.Assistant message =
        new Message.Assistant(
            onlyCalls ? null : Content.of(text.toString()),
            null,
            reasoning.isEmpty() ? null : reasoning.toString(),
            calls,
            thinking.isEmpty() ? Map.of() : ThinkingBlocks.field(thinking));
    return new ChatResponse.Choice(0, message, finish, Map.of());
  }
}
