package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One piece of a streamed answer. Pieces of one choice come in order; choices may interleave. */
public sealed interface ChatEvent {

  /** The visible text that this piece adds, empty for every other kind of piece. */
  default String text() {
    return "";
  }

  /** The answer that this piece belongs to, 0 for pieces that belong to all. */
  default int choice() {
    return 0;
  }

  /**
   * Whether this piece is content: text, reasoning, a refusal, a tool call or an image. Until the
   * first one, an answer may still be taken over by another provider without the caller noticing.
   */
  default boolean isContent() {
    return true;
  }

  /**
   * The head of the answer; comes first, once.
   *
   * @param created seconds since 1970
   * @param extra further top-level fields, such as {@code system_fingerprint}
   */
  record Start(String id, String model, long created, Map<String, JsonNode> extra)
      implements ChatEvent {
    public Start {
      extra = Extra.copyOf(extra);
    }

    @Override
    public boolean isContent() {
      return false;
    }
  }

  /** More visible text. */
  record TextDelta(int choice, String text) implements ChatEvent {
    @Override
    public boolean isContent() {
      return !text.isEmpty();
    }
  }

  /** More reasoning text, which is never part of the visible text. */
  record ReasoningDelta(int choice, String reasoning) implements ChatEvent {
    @Override
    public boolean isContent() {
      return !reasoning.isEmpty();
    }
  }

  /** More of the model's words of refusal. */
  record RefusalDelta(int choice, String refusal) implements ChatEvent {
    @Override
    public boolean isContent() {
      return !refusal.isEmpty();
    }
  }

  /**
   * A piece of a tool call. The first piece of an {@code index} carries id and name; later ones
   * only arguments.
   *
   * @param index the call's place among the calls of this choice, from 0
   * @param type {@code function} or {@code custom}; null in later pieces
   * @param arguments a piece of the arguments, possibly empty
   * @param extra further fields of the call, such as {@code extra_content}
   */
  record ToolCallDelta(
      int choice,
      int index,
      @Nullable String id,
      @Nullable String type,
      @Nullable String name,
      String arguments,
      Map<String, JsonNode> extra)
      implements ChatEvent {
    public ToolCallDelta {
      extra = Extra.copyOf(extra);
    }

    /** The first piece of a function call. */
    public static ToolCallDelta start(int choice, int index, String id, String name) {
      return new ToolCallDelta(choice, index, id, "function", name, "", Map.of());
    }

    /** A later piece. */
    public static ToolCallDelta more(int choice, int index, String arguments) {
      return new ToolCallDelta(choice, index, null, null, null, arguments, Map.of());
    }
  }

  /**
   * Further fields of a delta: {@code reasoning_details}, {@code annotations}, {@code audio},
   * {@code images}, fields of the choice such as {@code logprobs} under {@code choiceExtra}, or
   * fields of the whole answer that its head did not have, such as {@code citations}, under {@code
   * extra}. Arrays of successive pieces are appended, but for those of the whole answer, of which
   * the last counts.
   */
  record Other(
      int choice,
      Map<String, JsonNode> delta,
      Map<String, JsonNode> choiceExtra,
      Map<String, JsonNode> extra)
      implements ChatEvent {
    public Other {
      delta = Extra.copyOf(delta);
      choiceExtra = Extra.copyOf(choiceExtra);
      extra = Extra.copyOf(extra);
    }

    /** Fields of a choice alone. */
    public Other(int choice, Map<String, JsonNode> delta, Map<String, JsonNode> choiceExtra) {
      this(choice, delta, choiceExtra, Map.of());
    }

    @Override
    public boolean isContent() {
      return delta.containsKey("images") || delta.containsKey("audio");
    }
  }

  /** The end of one choice. */
  record Finish(int choice, FinishReason reason) implements ChatEvent {
    @Override
    public boolean isContent() {
      return false;
    }
  }

  /** What the whole answer used; comes after every finish, at most once. */
  record UsageReport(Usage usage) implements ChatEvent {
    @Override
    public boolean isContent() {
      return false;
    }
  }
}
