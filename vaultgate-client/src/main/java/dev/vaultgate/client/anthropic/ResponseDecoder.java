package dev.vaultgate.client.anthropic;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a whole message. Blocks of tools that the provider runs by itself are neither text nor
 * calls and are left out. For one answer.
 */
final class ResponseDecoder {

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder reasoning = new StringBuilder();
  private final List<ToolCall> calls = new ArrayList<>();
  private final List<ObjectNode> thinking = new ArrayList<>();
  private final Citations citations = new Citations();

  private ResponseDecoder() {}

  static ChatResponse decode(JsonNode answer, Target target) {
    if (answer.path("type").asText().equals("error") || answer.path("error").isObject()) {
      throw ErrorReader.read(answer);
    }
    if (!answer.path("content").isArray()) {
      throw UpstreamFailure.invalid("an answer without content", null);
    }
    ResponseDecoder decoder = new ResponseDecoder();
    answer.path("content").forEach(decoder::block);
    return new ChatResponse(
        answer.path("id").asText(),
        0,
        answer.path("model").asText(target.model()),
        List.of(decoder.choice(answer.path("stop_reason"))),
        UsageCount.of(answer.path("usage")),
        Map.of());
  }

  private void block(JsonNode block) {
    switch (block.path("type").asText()) {
      case "text" -> text(block);
      case ThinkingBlocks.THINKING -> {
        String thought = block.path("thinking").asText();
        reasoning.append(thought);
        thinking.add(ThinkingBlocks.thinking(thought, block.path("signature").asText()));
      }
      case ThinkingBlocks.REDACTED ->
          thinking.add(ThinkingBlocks.redacted(block.path("data").asText()));
      case "tool_use" -> toolUse(block);
      default -> {}
    }
  }

  private void text(JsonNode block) {
    int start = text.length();
    text.append(block.path("text").asText());
    block.path("citations").forEach(citation -> citations.add(citation, start, text.length()));
  }

  private void toolUse(JsonNode block) {
    JsonNode input = block.path("input");
    String arguments = input.isObject() ? Json.text(input) : "{}";
    String name = block.path("name").asText();
    if (name.equals(AnswerFormat.TOOL_NAME)) {
      text.append(arguments);
    } else {
      calls.add(ToolCall.function(block.path("id").asText(), name, arguments));
    }
  }

  private ChatResponse.Choice choice(JsonNode stopReason) {
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    if (!thinking.isEmpty()) {
      extra.putAll(ThinkingBlocks.field(thinking));
    }
    if (!citations.isEmpty()) {
      extra.putAll(citations.field());
    }
    FinishReason finish =
        stopReason.isTextual() ? StopReasons.read(stopReason.textValue(), !calls.isEmpty()) : null;
    boolean onlyCalls = text.isEmpty() && !calls.isEmpty();
    Message.Assistant message =
        new Message.Assistant(
            onlyCalls ? null : Content.of(text.toString()),
            null,
            reasoning.isEmpty() ? null : reasoning.toString(),
            calls,
            extra);
    return new ChatResponse.Choice(0, message, finish, Map.of());
  }
}
