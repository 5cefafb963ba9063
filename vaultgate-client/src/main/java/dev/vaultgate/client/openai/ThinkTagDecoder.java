package dev.vaultgate.client.openai;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.Message;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.Passthrough.FrameSplicer;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of a target that puts its reasoning into the content, between tags. Every chunk
 * is read: none passes in bytes.
 */
final class ThinkTagDecoder implements FrameSplicer {

  private final ChunkDecoder decoder = new ChunkDecoder();
  private final Map<Integer, ThinkTags> choices = new TreeMap<>();

  @Override
  public void decode(ServerSentEvent event, Consumer<ChatEvent> out) {
    if (event.dataIs("[DONE]")) {
      choices.values().forEach(tags -> tags.end(out));
    }
    decoder.decode(event, decoded -> split(decoded, out));
  }

  private void split(ChatEvent event, Consumer<ChatEvent> out) {
    if (event instanceof ChatEvent.TextDelta text) {
      choices.computeIfAbsent(text.choice(), ThinkTags::new).add(text.text(), out);
      return;
    }
    if (event instanceof ChatEvent.Finish || event instanceof ChatEvent.ToolCallDelta) {
      ThinkTags tags = choices.get(event.choice());
      if (tags != null) {
        tags.end(out);
      }
    }
    out.accept(event);
  }

  @Override
  public boolean isComplete() {
    return decoder.isComplete();
  }

  @Override
  public Notes notes() {
    return decoder.notes();
  }

  @Override
  public Frame.@Nullable Raw pass(ServerSentEvent event) {
    return null;
  }

  /** A whole answer with its reasoning apart from its text. */
  static ChatResponse split(ChatResponse response) {
    return new ChatResponse(
        response.id(),
        response.created(),
        response.model(),
        response.choices().stream().map(ThinkTagDecoder::split).toList(),
        response.usage(),
        response.extra());
  }

  private static ChatResponse.Choice split(ChatResponse.Choice choice) {
    Message.Assistant message = choice.message();
    if (message.content() == null || message.reasoning() != null) {
      return choice;
    }
    StringBuilder text = new StringBuilder();
    StringBuilder reasoning = new StringBuilder();
    Consumer<ChatEvent> out =
        event -> {
          if (event instanceof ChatEvent.ReasoningDelta thought) {
            reasoning.append(thought.reasoning());
          } else {
            text.append(event.text());
          }
        };
    ThinkTags tags = new ThinkTags(choice.index());
    tags.add(message.text(), out);
    tags.end(out);
    return text.length() == message.text().length()
        ? choice
        : new ChatResponse.Choice(
            choice.index(),
            new Message.Assistant(
                Content.of(text.toString()),
                message.refusal(),
                reasoning.isEmpty() ? null : reasoning.toString(),
                message.toolCalls(),
                message.extra()),
            choice.finishReason(),
            choice.extra());
  }
}
