package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatEvent.ToolCallDelta;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.anthropic.ThinkingBlocks;
import dev.vaultgate.client.aws.EventStream;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the frames of a stream. Blocks are told apart by their index; those of text and thinking
 * begin with their first piece. The stream is complete with {@code messageStop}, though what it
 * used comes after that.
 */
final class EventDecoder implements StreamDecoder {

  private final Target target;
  private final Map<Integer, OpenCall> calls = new HashMap<>();
  private final Map<Integer, OpenThought> thoughts = new HashMap<>();
  private int callCount;
  private boolean started;
  private boolean complete;

  /** A call between its start and its stop; a place of -1 is that of the answer itself. */
  private static final class OpenCall {
    private final int place;
    private boolean hasInput;

    OpenCall(int place) {
      this.place = place;
    }
  }

  /** Thinking of which the signature comes last. */
  private static final class OpenThought {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
  }

  EventDecoder(Target target) {
    this.target = target;
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.type().startsWith(EventStream.FAILURE)) {
      throw ErrorReader.read(event);
    }
    JsonNode json = AnswerJson.read(event);
    if (!started) {
      started = true;
      out.accept(new ChatEvent.Start("", target.model(), 0, Map.of()));
    }
    int index = json.path("contentBlockIndex").asInt();
    switch (event.type()) {
      case "contentBlockStart" -> open(index, json.path("start").path("toolUse"), out);
      case "contentBlockDelta" -> delta(index, json.path("delta"), out);
      case "contentBlockStop" -> close(index, out);
      case "messageStop" -> {
        out.accept(
            new ChatEvent.Finish(
                0, StopReasons.read(json.path("stopReason").asText(), callCount > 0)));
        complete = true;
      }
      case "metadata" -> metadata(json, out);
      default -> {
        // The start of the message, or a kind of event that is not known here.
      }
    }
  }

  private void open(int index, JsonNode use, Consumer<ChatEvent> out) {
    if (!use.isObject()) {
      return;
    }
    String name = use.path("name").asText();
    if (name.equals(AnswerFormat.TOOL_NAME)) {
      calls.put(index, new OpenCall(-1));
      return;
    }
    OpenCall call = new OpenCall(callCount++);
    calls.put(index, call);
    out.accept(ToolCallDelta.start(0, call.place, use.path("toolUseId").asText(), name));
  }

  private void delta(int index, JsonNode delta, Consumer<ChatEvent> out) {
    String text = delta.path("text").asText();
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.TextDelta(0, text));
    }
    if (delta.has("toolUse")) {
      OpenCall call = calls.get(index);
      if (call == null) {
        throw UpstreamFailure.invalid("a piece of a call that was not begun", null);
      }
      input(call, delta.path("toolUse").path("input").asText(), out);
    }
    if (delta.has("reasoningContent")) {
      thought(index, delta.path("reasoningContent"), out);
    }
  }

  private static void input(OpenCall call, String piece, Consumer<ChatEvent> out) {
    if (!piece.isEmpty()) {
      call.hasInput = true;
      out.accept(
          call.place < 0
              ? new ChatEvent.TextDelta(0, piece)
              : ToolCallDelta.more(0, call.place, piece));
    }
  }

  private void thought(int index, JsonNode piece, Consumer<ChatEvent> out) {
    if (piece.has("redactedContent")) {
      tell(Reasoning.redacted(piece.path("redactedContent").asText()), out);
      return;
    }
    OpenThought thought = thoughts.computeIfAbsent(index, i -> new OpenThought());
    thought.signature.append(piece.path("signature").asText());
    String text = piece.path("text").asText();
    if (!text.isEmpty()) {
      thought.text.append(text);
      out.accept(new ChatEvent.ReasoningDelta(0, text));
    }
  }

  private void close(int index, Consumer<ChatEvent> out) {
    OpenCall call = calls.remove(index);
    if (call != null && !call.hasInput) {
      input(call, "{}", out);
    }
    OpenThought thought = thoughts.remove(index);
    if (thought != null) {
      tell(ThinkingBlocks.thinking(thought.text.toString(), thought.signature.toString()), out);
    }
  }

  private static void tell(ObjectNode block, Consumer<ChatEvent> out) {
    out.accept(new ChatEvent.Other(0, ThinkingBlocks.field(List.of(block)), Map.of()));
  }

  private static void metadata(JsonNode json, Consumer<ChatEvent> out) {
    Usage usage = UsageReader.read(json.path("usage"));
    if (usage != null) {
      out.accept(new ChatEvent.UsageReport(usage));
    }
    JsonNode trace = json.path(ResponseDecoder.TRACE);
    if (trace.isObject()) {
      out.accept(new ChatEvent.Other(0, Map.of(), Map.of(), Map.of(ResponseDecoder.TRACE, trace)));
    }
  }
}
