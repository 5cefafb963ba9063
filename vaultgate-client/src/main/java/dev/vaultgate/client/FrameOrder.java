package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of any provider into the one order that {@link ChatFrames} promises: finish
 * reasons and usage wait for the end, doubles are dropped, a missing finish is filled in. For one
 * stream and one thread.
 */
final class FrameOrder {

  private final TreeMap<Integer, FinishReason> finished = new TreeMap<>();
  private final TreeSet<Integer> choices = new TreeSet<>();
  private final Set<Integer> calling = new HashSet<>(2);
  private ChatEvent.@Nullable Start head;
  private @Nullable Usage usage;
  private boolean sawContent;
  private boolean finishedTwice;
  private boolean finishMissing;

  /** Takes an event; those that may go out now are added to the list. */
  void add(ChatEvent event, List<ChatEvent> now) {
    if (event instanceof ChatEvent.Start start) {
      head = head == null ? start : head;
    } else if (event instanceof ChatEvent.Finish finish) {
      finishedTwice |= finished.putIfAbsent(finish.choice(), finish.reason()) != null;
    } else if (event instanceof ChatEvent.UsageReport report) {
      addUsage(report.usage());
    } else {
      choices.add(event.choice());
      if (event instanceof ChatEvent.ToolCallDelta) {
        calling.add(event.choice());
      }
      boolean isContent = event.isContent();
      sawContent |= isContent;
      finishedTwice |= isContent && finished.containsKey(event.choice());
      now.add(event);
    }
  }

  /** Takes note of a chunk that passes in bytes, with content of the first choice. */
  void passed(boolean isContent) {
    choices.add(0);
    sawContent |= isContent;
    finishedTwice |= !finished.isEmpty();
  }

  /** The last report counts, unless it is impossible or shrinks: then the one before stays. */
  private void addUsage(Usage report) {
    boolean shrinks = usage != null && report.completionTokens() < usage.completionTokens();
    if (report.isPlausible() && !shrinks) {
      usage = report;
    }
  }

  ChatEvent.@Nullable Start head() {
    return head;
  }

  boolean sawContent() {
    return sawContent;
  }

  @Nullable Usage usage() {
    return usage;
  }

  /** Whether no choice ended for another reason than that it was done. */
  boolean onlyStopped() {
    return finished.values().stream().allMatch(f -> f.kind() == FinishReason.Kind.STOP);
  }

  /** What was odd about the order, for the log. */
  Notes notes() {
    return Notes.NONE.when(finishedTwice, "duplicate_finish").when(finishMissing, "finish_missing");
  }

  /** What comes at the end of a whole stream: a finish for each choice, then usage. */
  List<ChatEvent> closing() {
    finishMissing = finished.isEmpty() || !finished.keySet().containsAll(choices);
    choices.forEach(
        choice ->
            finished.putIfAbsent(
                choice, calling.contains(choice) ? FinishReason.TOOL_CALLS : FinishReason.STOP));
    if (finished.isEmpty()) {
      finished.put(0, FinishReason.STOP);
    }
    List<ChatEvent> closing = new ArrayList<>();
    finished.forEach((choice, reason) -> closing.add(new ChatEvent.Finish(choice, reason)));
    if (usage != null) {
      closing.add(new ChatEvent.UsageReport(usage));
    }
    return closing;
  }
}
