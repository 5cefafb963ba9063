package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The chunks of a streamed answer, {@code chat.completion.chunk} objects, as events. */
public final class ChatChunkJson {

  private static final Set<String> DELTA_READ =
      Set.of("role", "content", "reasoning_content", "refusal", "tool_calls");
  private static final Set<String> CHOICE_READ = Set.of("index", "delta", "finish_reason");
  private static final Set<String> TOP_READ =
      Set.of("id", "object", "created", "model", "choices", "usage");

  private ChatChunkJson() {}

  /**
   * Reads one chunk into its events, in the order text, tool calls, finish. The head of the answer
   * is not among them; see {@link #start}.
   */
  public static void read(JsonNode chunk, Consumer<ChatEvent> out) {
    int place = 0;
    for (JsonNode choice : chunk.path("choices")) {
      choice(choice, choice.path("index").asInt(place++), out);
    }
    Usage usage = usage(chunk);
    if (usage != null) {
      out.accept(new ChatEvent.UsageReport(usage));
    }
  }

  /** The head of the answer, which every chunk repeats. */
  public static ChatEvent.Start start(JsonNode chunk) {
    return new ChatEvent.Start(
        chunk.path("id").asText(""),
        chunk.path("model").asText(""),
        chunk.path("created").asLong(0),
        extra(chunk));
  }

  /** The fields of a chunk beside its choices that have no component here. */
  public static Map<String, JsonNode> extra(JsonNode chunk) {
    return rest(chunk, TOP_READ);
  }

  /** The usage of a chunk, also where Groq puts it; null when there is none. */
  public static @Nullable Usage usage(JsonNode chunk) {
    Usage usage = UsageJson.read(chunk.get("usage"));
    return usage != null ? usage : UsageJson.read(chunk.path("x_groq").get("usage"));
  }

  private static void choice(JsonNode choice, int index, Consumer<ChatEvent> out) {
    JsonNode delta = DeltaJson.normalised(choice.path("delta"));
    JsonNode reasoning = delta.path("reasoning_content");
    if (reasoning.isTextual() && !reasoning.textValue().isEmpty()) {
      out.accept(new ChatEvent.ReasoningDelta(index, reasoning.textValue()));
    }
    JsonNode content = delta.path("content");
    if (content.isTextual() && !content.textValue().isEmpty()) {
      out.accept(new ChatEvent.TextDelta(index, content.textValue()));
    }
    JsonNode refusal = delta.path("refusal");
    if (refusal.isTextual()) {
      out.accept(new ChatEvent.RefusalDelta(index, refusal.textValue()));
    }
    int place = 0;
    for (JsonNode call : delta.path("tool_calls")) {
      out.accept(toolCall(index, call, place++));
    }
    Map<String, JsonNode> deltaExtra = rest(delta, DELTA_READ);
    Map<String, JsonNode> choiceExtra = rest(choice, CHOICE_READ);
    if (!deltaExtra.isEmpty() || !choiceExtra.isEmpty()) {
      out.accept(new ChatEvent.Other(index, deltaExtra, choiceExtra));
    }
    FinishReason finish = ChatResponseJson.finish(choice.get("finish_reason"));
    if (finish != null) {
      out.accept(new ChatEvent.Finish(index, finish));
    }
  }

  private static ChatEvent.ToolCallDelta toolCall(int choice, JsonNode call, int place) {
    // Snowflake sends both, of which one is empty.
    boolean custom = call.has("custom") && !call.has("function");
    JsonNode body = call.path(custom ? "custom" : "function");
    Map<String, JsonNode> extra = rest(call, Set.of("index", "id", "type", "function", "custom"));
    return new ChatEvent.ToolCallDelta(
        choice,
        call.path("index").asInt(place),
        call.path("id").textValue(),
        call.path("type").textValue(),
        body.path("name").textValue(),
        body.path(custom ? "input" : "arguments").asText(""),
        extra);
  }

  private static Map<String, JsonNode> rest(JsonNode of, Set<String> read) {
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    of.properties()
        .forEach(
            member -> {
              if (!read.contains(member.getKey()) && !member.getValue().isNull()) {
                rest.put(member.getKey(), member.getValue());
              }
            });
    return rest;
  }

  /**
   * Writes one event as the {@code delta} of a choice; the writer of chunks puts the head around
   * it.
   */
  static ObjectNode delta(ChatEvent event) {
    ObjectNode delta = Json.object();
    if (event instanceof ChatEvent.TextDelta d) {
      delta.put("content", d.text());
    } else if (event instanceof ChatEvent.ReasoningDelta d) {
      delta.put("reasoning_content", d.reasoning());
    } else if (event instanceof ChatEvent.RefusalDelta d) {
      delta.put("refusal", d.refusal());
    } else if (event instanceof ChatEvent.ToolCallDelta d) {
      delta.putArray("tool_calls").add(toolCall(d));
    } else if (event instanceof ChatEvent.Other d) {
      d.delta().forEach(delta::set);
    }
    return delta;
  }

  private static ObjectNode toolCall(ChatEvent.ToolCallDelta d) {
    boolean custom = "custom".equals(d.type());
    ObjectNode call = Json.object().put("index", d.index());
    if (d.id() != null) {
      call.put("id", d.id());
    }
    if (d.type() != null) {
      call.put("type", d.type());
    }
    ObjectNode body = call.putObject(custom ? "custom" : "function");
    if (d.name() != null) {
      body.put("name", d.name());
    }
    body.put(custom ? "input" : "arguments", d.arguments());
    d.extra().forEach(call::set);
    return call;
  }
}
