package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatEvent.ToolCallDelta;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the events of a stream. Tool calls come one after the other; their numbers count all blocks
 * of the message, so they are counted anew. The stream is complete with {@code message-end}.
 */
final class EventDecoder implements StreamDecoder {

  private final Target target;
  private final StringBuilder plan = new StringBuilder();
  private boolean started;
  private boolean complete;

  /** The number of the open tool call, -1 before the first. */
  private int call = -1;

  private boolean callHasArguments;

  EventDecoder(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.dataIs("[DONE]")) {
      return;
    }
    JsonNode json = AnswerJson.read(event);
    JsonNode message = json.path("delta").path("message");
    if (!started) {
      started = true;
      out.accept(new ChatEvent.Start(json.path("id").asText(), target.model(), 0, Map.of()));
    }
    switch (json.path("type").asText(event.type())) {
      case "content-start", "content-delta" -> content(message.path("content"), out);
      case "tool-plan-delta" -> plan.append(message.path(AnswerReader.TOOL_PLAN).asText());
      case "tool-call-start" -> startCall(message.path("tool_calls"), out);
      case "tool-call-delta" ->
          arguments(message.path("tool_calls").path("function").path("arguments").asText(), out);
      case "tool-call-end" -> endCall(out);
      case "citation-start" -> citation(message.path(AnswerReader.CITATIONS), out);
      case "message-end" -> end(json.path("delta"), out);
      default -> {
        // The start of the message, the end of a part, or a kind of event that is not known here.
      }
    }
  }

  private static void content(JsonNode content, Consumer<ChatEvent> out) {
    String thought = content.path("thinking").asText("");
    if (!thought.isEmpty()) {
      out.accept(new ChatEvent.ReasoningDelta(0, thought));
    }
    String text = content.path("text").asText("");
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.TextDelta(0, text));
    }
  }

  private void startCall(JsonNode started, Consumer<ChatEvent> out) {
    tellPlan(out);
    call++;
    callHasArguments = false;
    JsonNode function = started.path("function");
    out.accept(
        ToolCallDelta.start(0, call, started.path("id").asText(), function.path("name").asText()));
    arguments(function.path("arguments").asText(""), out);
  }

  private void arguments(String piece, Consumer<ChatEvent> out) {
    if (!piece.isEmpty()) {
      callHasArguments = true;
      out.accept(ToolCallDelta.more(0, Math.max(0, call), piece));
    }
  }

  private void endCall(Consumer<ChatEvent> out) {
    if (call >= 0 && !callHasArguments) {
      arguments("{}", out);
    }
  }

  private static void citation(JsonNode citation, Consumer<ChatEvent> out) {
    if (citation.isObject()) {
      JsonNode one = Json.mapper().createArrayNode().add(citation);
      out.accept(new ChatEvent.Other(0, Map.of(AnswerReader.CITATIONS, one), Map.of()));
    }
  }

  /** The plan in one piece: clients put texts that they know together, and replace any other. */
  private void tellPlan(Consumer<ChatEvent> out) {
    if (!plan.isEmpty()) {
      JsonNode whole = TextNode.valueOf(plan.toString());
      plan.setLength(0);
      out.accept(new ChatEvent.Other(0, Map.of(AnswerReader.TOOL_PLAN, whole), Map.of()));
    }
  }

  private void end(JsonNode delta, Consumer<ChatEvent> out) {
    out.accept(
        new ChatEvent.Finish(
            0,
            FinishReasons.read(
                delta.path("finish_reason").asText(), delta.path("error").asText(""))));
    tellPlan(out);
    Usage usage = UsageReader.read(delta.path("usage"));
    if (usage != null) {
      out.accept(new ChatEvent.UsageReport(usage));
    }
    complete = true;
  }
}
