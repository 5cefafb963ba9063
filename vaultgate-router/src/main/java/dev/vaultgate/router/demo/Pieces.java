package dev.vaultgate.router.demo;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts answers into the pieces of a stream: word by word, the answers of one request in turns. */
final class Pieces {

  private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");
  private static final Pattern ARGUMENTS = Pattern.compile("(?s).{1,8}");

  private Pieces() {}

  /** All frames of a whole stream. */
  static List<Frame> of(List<Draft> drafts, Usage usage) {
    List<Frame> frames = content(drafts);
    List<ChatEvent> closing = new ArrayList<>();
    for (int choice = 0; choice < drafts.size(); choice++) {
      closing.add(new ChatEvent.Finish(choice, drafts.get(choice).finish()));
    }
    closing.add(new ChatEvent.UsageReport(usage));
    frames.add(new Frame.Events(closing));
    return frames;
  }

  /** The frames before the end: one piece of each answer in turn. */
  static List<Frame> content(List<Draft> drafts) {
    List<List<ChatEvent>> answers = new ArrayList<>();
    for (int choice = 0; choice < drafts.size(); choice++) {
      answers.add(events(drafts.get(choice), choice));
    }
    int longest = answers.stream().mapToInt(List::size).max().orElse(0);
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < longest; i++) {
      for (List<ChatEvent> answer : answers) {
        if (i < answer.size()) {
          frames.add(new Frame.Events(List.of(answer.get(i))));
        }
      }
    }
    return frames;
  }

  private static List<ChatEvent> events(Draft draft, int choice) {
    List<ChatEvent> events = new ArrayList<>();
    add(events, WORD, draft.reasoning(), piece -> new ChatEvent.ReasoningDelta(choice, piece));
    add(events, WORD, draft.text(), piece -> new ChatEvent.TextDelta(choice, piece));
    for (int i = 0; i < draft.calls().size(); i++) {
      ToolCall call = draft.calls().get(i);
      int index = i;
      events.add(ChatEvent.ToolCallDelta.start(choice, index, call.id(), call.name()));
      add(
          events,
          ARGUMENTS,
          call.arguments(),
          piece -> ChatEvent.ToolCallDelta.more(choice, index, piece));
    }
    return events;
  }

  private static void add(
      List<ChatEvent> events, Pattern pieces, String text, Function<String, ChatEvent> event) {
    pieces.matcher(text).results().map(MatchResult::group).map(event).forEach(events::add);
  }
}
