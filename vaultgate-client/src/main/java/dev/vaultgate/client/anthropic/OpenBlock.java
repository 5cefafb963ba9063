package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A block of a stream between its start and its stop, which says what each piece of it means. */
interface OpenBlock {

  static OpenBlock of(JsonNode block, AnswerState answer) {
    return switch (block.path("type").asText()) {
      case "text" -> new Text(block, answer);
      case ThinkingBlocks.THINKING -> new Thinking(block);
      case ThinkingBlocks.REDACTED -> new Redacted(block);
      case "tool_use" ->
          block.path("name").asText().equals(AnswerFormat.TOOL_NAME)
              ? new Answer(block, answer)
              : new ToolUse(block, answer.nextCall());
      default -> IGNORED;
    };
  }

  default void start(Consumer<ChatEvent> out) {}

  default void delta(JsonNode delta, Consumer<ChatEvent> out) {}

  default void stop(Consumer<ChatEvent> out) {}

  /** A block that the caller is not told of, such as a search that the provider made by itself. */
  OpenBlock IGNORED = new OpenBlock() {};

  /** Visible text. */
  final class Text implements OpenBlock {

    private final JsonNode block;
    private final AnswerState answer;
    private final int start;
    private final List<JsonNode> cited = new ArrayList<>();

    Text(JsonNode block, AnswerState answer) {
      this.block = block;
      this.answer = answer;
      this.start = answer.textChars();
    }

    @Override
    public void start(Consumer<ChatEvent> out) {
      text(block.path("text").asText(), out);
    }

    @Override
    public void delta(JsonNode delta, Consumer<ChatEvent> out) {
      text(delta.path("text").asText(), out);
      if (delta.has("citation")) {
        cited.add(delta.path("citation"));
      }
    }

    private void text(String text, Consumer<ChatEvent> out) {
      if (!text.isEmpty()) {
        answer.addText(text);
        out.accept(new ChatEvent.TextDelta(0, text));
      }
    }

    @Override
    public void stop(Consumer<ChatEvent> out) {
      Citations citations = new Citations();
      cited.forEach(citation -> citations.add(citation, start, answer.textChars()));
      if (!citations.isEmpty()) {
        out.accept(new ChatEvent.Other(0, citations.field(), Map.of()));
      }
    }
  }

  /** Thinking: its text as it comes, and the whole block with its signature at the end. */
  final class Thinking implements OpenBlock {

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder signature = new StringBuilder();
    private final JsonNode block;

    Thinking(JsonNode block) {
      this.block = block;
    }

    @Override
    public void start(Consumer<ChatEvent> out) {
      delta(block, out);
    }

    @Override
    public void delta(JsonNode delta, Consumer<ChatEvent> out) {
      String more = delta.path("thinking").asText();
      if (!more.isEmpty()) {
        text.append(more);
        out.accept(new ChatEvent.ReasoningDelta(0, more));
      }
      signature.append(delta.path("signature").asText());
    }

    @Override
    public void stop(Consumer<ChatEvent> out) {
      out.accept(
          new ChatEvent.Other(
              0,
              ThinkingBlocks.field(
                  List.of(ThinkingBlocks.thinking(text.toString(), signature.toString()))),
              Map.of()));
    }
  }

  /** Thinking that nobody may read, to be sent back. */
  record Redacted(JsonNode block) implements OpenBlock {

    @Override
    public void start(Consumer<ChatEvent> out) {
      out.accept(
          new ChatEvent.Other(
              0,
              ThinkingBlocks.field(List.of(ThinkingBlocks.redacted(block.path("data").asText()))),
              Map.of()));
    }
  }

  /** A call. Its arguments come in pieces, or with the start, or not at all when there are none. */
  final class ToolUse implements OpenBlock {

    private final JsonNode block;
    private final int call;
    private boolean hasArguments;

    ToolUse(JsonNode block, int call) {
      this.block = block;
      this.call = call;
    }

    @Override
    public void start(Consumer<ChatEvent> out) {
      out.accept(
          ChatEvent.ToolCallDelta.start(
              0, call, block.path("id").asText(), block.path("name").asText()));
    }

    @Override
    public void delta(JsonNode delta, Consumer<ChatEvent> out) {
      String more = delta.path("partial_json").asText();
      if (!more.isEmpty()) {
        hasArguments = true;
        out.accept(ChatEvent.ToolCallDelta.more(0, call, more));
      }
    }

    @Override
    public void stop(Consumer<ChatEvent> out) {
      if (!hasArguments) {
        out.accept(ChatEvent.ToolCallDelta.more(0, call, arguments(block)));
      }
    }
  }

  /** A call of the tool that stands for the answer: its arguments are the text. */
  final class Answer implements OpenBlock {

    private final JsonNode block;
    private final AnswerState answer;
    private boolean hasText;

    Answer(JsonNode block, AnswerState answer) {
      this.block = block;
      this.answer = answer;
    }

    @Override
    public void delta(JsonNode delta, Consumer<ChatEvent> out) {
      text(delta.path("partial_json").asText(), out);
    }

    @Override
    public void stop(Consumer<ChatEvent> out) {
      if (!hasText) {
        text(arguments(block), out);
      }
    }

    private void text(String text, Consumer<ChatEvent> out) {
      if (!text.isEmpty()) {
        hasText = true;
        answer.addText(text);
        out.accept(new ChatEvent.TextDelta(0, text));
      }
    }
  }

  private static String arguments(JsonNode block) {
    JsonNode input = block.path("input");
    return input.isObject() ? Json.text(input) : "{}";
  }
}
