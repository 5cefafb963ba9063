package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Content;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ToolCall;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer as a stream: one frame of content for each choice, then what closes a stream. */
public final class WholeFrames implements ChatFrames {

  private final ChatResponse response;
  private final List<String> dropped;
  private final Notes notes;
  private final Deque<Frame> frames = new ArrayDeque<>();

  public WholeFrames(ChatResponse response, List<String> dropped) {
    this(response, dropped, Notes.NONE);
  }

  /** The same with what is special about the answer. */
  WholeFrames(ChatResponse response, List<String> dropped, Notes notes) {
    this.response = response;
    this.notes = notes;
    this.dropped = List.copyOf(dropped);
    FrameOrder order = new FrameOrder();
    List<ChatEvent> content = new ArrayList<>();
    for (ChatResponse.Choice choice : response.choices()) {
      events(choice).forEach(event -> order.add(event, content));
    }
    if (response.usage() != null) {
      order.add(new ChatEvent.UsageReport(response.usage()), content);
    }
    if (!content.isEmpty()) {
      frames.add(new Frame.Events(content));
    }
    frames.add(new Frame.Events(order.closing()));
  }

  private static List<ChatEvent> events(ChatResponse.Choice choice) {
    int index = choice.index();
    Message.Assistant message = choice.message();
    List<ChatEvent> events = new ArrayList<>();
    if (message.reasoning() != null) {
      events.add(new ChatEvent.ReasoningDelta(index, message.reasoning()));
    }
    Content content = message.content();
    if (content != null) {
      events.add(new ChatEvent.TextDelta(index, content.text()));
    }
    if (message.refusal() != null) {
      events.add(new ChatEvent.RefusalDelta(index, message.refusal()));
    }
    int place = 0;
    for (ToolCall call : message.toolCalls()) {
      events.add(
          new ChatEvent.ToolCallDelta(
              index, place++, call.id(), call.type(), call.name(), call.arguments(), call.extra()));
    }
    if (!message.extra().isEmpty() || !choice.extra().isEmpty()) {
      events.add(new ChatEvent.Other(index, message.extra(), choice.extra()));
    }
    FinishReason finish = choice.finishReason();
    if (finish != null) {
      events.add(new ChatEvent.Finish(index, finish));
    }
    return events;
  }

  @Override
  public ChatEvent.Start head() {
    return new ChatEvent.Start(
        response.id(), response.model(), response.created(), response.extra());
  }

  @Override
  public List<String> dropped() {
    return dropped;
  }

  @Override
  public Notes notes() {
    return notes;
  }

  @Override
  public @Nullable Frame next() {
    return frames.poll();
  }

  @Override
  public void beforeWait(Runnable hook) {
    // Everything is here already.
  }

  @Override
  public void close() {
    frames.clear();
  }
}
