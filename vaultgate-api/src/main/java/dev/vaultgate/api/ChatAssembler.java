package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts the pieces of a stream together into the answer that a plain call would have given. */
public final class ChatAssembler {

  private final TreeMap<Integer, Answer> answers = new TreeMap<>();
  private ChatEvent.Start start = new ChatEvent.Start("", "", 0, Map.of());
  private final Map<String, JsonNode> extra = new LinkedHashMap<>();
  private @Nullable Usage usage;

  /** Adds the next piece. */
  public void add(ChatEvent event) {
    if (event instanceof ChatEvent.Start s) {
      start = s;
      extra.putAll(s.extra());
    } else if (event instanceof ChatEvent.TextDelta d) {
      Answer answer = answer(d.choice());
      answer.hasContent = true;
      answer.text.append(d.text());
    } else if (event instanceof ChatEvent.ReasoningDelta d) {
      answer(d.choice()).reasoning.append(d.reasoning());
    } else if (event instanceof ChatEvent.RefusalDelta d) {
      answer(d.choice()).refusal.append(d.refusal());
    } else if (event instanceof ChatEvent.ToolCallDelta d) {
      answer(d.choice()).calls.computeIfAbsent(d.index(), i -> new Call()).add(d);
    } else if (event instanceof ChatEvent.Other d) {
      extra.putAll(d.extra());
      Answer answer = answer(d.choice());
      d.delta().forEach((field, value) -> merge(answer.extra, field, value));
      d.choiceExtra().forEach((field, value) -> merge(answer.choiceExtra, field, value));
    } else if (event instanceof ChatEvent.Finish f) {
      answer(f.choice()).finish = f.reason();
    } else if (event instanceof ChatEvent.UsageReport u) {
      usage = u.usage();
    } else {
      throw new IllegalArgumentException("unknown event " + event.getClass());
    }
  }

  /** The answer so far. */
  public ChatResponse response() {
    List<ChatResponse.Choice> choices =
        answers.entrySet().stream().map(e -> e.getValue().choice(e.getKey())).toList();
    return new ChatResponse(start.id(), start.created(), start.model(), choices, usage, extra);
  }

  private Answer answer(int choice) {
    return answers.computeIfAbsent(choice, i -> new Answer());
  }

  /** Arrays grow, objects take over the new members, anything else is replaced. */
  private static void merge(Map<String, JsonNode> into, String field, JsonNode value) {
    JsonNode old = into.get(field);
    if (old != null && old.isArray() && value.isArray()) {
      ArrayNode both = JsonNodeFactory.instance.arrayNode();
      old.forEach(both::add);
      value.forEach(both::add);
      into.put(field, both);
    } else if (old != null && old.isObject() && value.isObject()) {
      Map<String, JsonNode> members = new LinkedHashMap<>();
      old.properties().forEach(e -> members.put(e.getKey(), e.getValue()));
      value.properties().forEach(e -> merge(members, e.getKey(), e.getValue()));
      into.put(field, JsonNodeFactory.instance.objectNode().setAll(members));
    } else if (!value.isNull() || old == null) {
      into.put(field, value);
    }
  }

  private static final class Answer {
    final StringBuilder text = new StringBuilder();
    final StringBuilder reasoning = new StringBuilder();
    final StringBuilder refusal = new StringBuilder();
    final TreeMap<Integer, Call> calls = new TreeMap<>();
    final Map<String, JsonNode> extra = new LinkedHashMap<>();
    final Map<String, JsonNode> choiceExtra = new LinkedHashMap<>();
    boolean hasContent;
    @Nullable FinishReason finish;

    ChatResponse.Choice choice(int index) {
      Message.Assistant message =
          new Message.Assistant(
              hasContent ? Content.of(text.toString()) : null,
              refusal.isEmpty() ? null : refusal.toString(),
              reasoning.isEmpty() ? null : reasoning.toString(),
              calls.values().stream().map(Call::toolCall).toList(),
              extra);
      return new ChatResponse.Choice(index, message, finish, choiceExtra);
    }
  }

  private static final class Call {
    private String id = "";
    private String type = "function";
    private String name = "";
    private final StringBuilder arguments = new StringBuilder();
    private final Map<String, JsonNode> extra = new LinkedHashMap<>();

    void add(ChatEvent.ToolCallDelta delta) {
      id = delta.id() == null ? id : delta.id();
      type = delta.type() == null ? type : delta.type();
      name = delta.name() == null ? name : delta.name();
      arguments.append(delta.arguments());
      delta.extra().forEach((field, value) -> merge(extra, field, value));
    }

    ToolCall toolCall() {
      return new ToolCall(id, type, name, arguments.toString(), extra);
    }
  }
}
