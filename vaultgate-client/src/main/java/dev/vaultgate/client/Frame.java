package dev.vaultgate.client;

import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One piece of a streamed answer on its way through the gateway, in one of two forms with one
 * meaning: a chunk of the OpenAI dialect in bytes, or events.
 */
public sealed interface Frame {

  /**
   * Whether the frame carries content: after the first such frame no other provider may take over.
   */
  boolean isContent();

  /** How many characters of answer the frame carries, for counting what a cut stream delivered. */
  int answerChars();

  /** The usage of the whole answer, if this frame reports it. */
  @Nullable Usage usage();

  /** What the frame says. */
  List<ChatEvent> events();

  /**
   * A chunk that is passed on as it is: the JSON of one {@code data:} line. It never carries a
   * finish reason or usage.
   *
   * @param answerChars counted in bytes of JSON text, which is near enough for an estimate
   * @param answerAt where in the chunk these bytes are, or -1 when they are in several places
   */
  record Raw(byte[] json, boolean isContent, int answerChars, int answerAt) implements Frame {

    /** A chunk whose answer is somewhere in it. */
    public Raw(byte[] json, boolean isContent, int answerChars) {
      this(json, isContent, answerChars, -1);
    }

    @Override
    public @Nullable Usage usage() {
      return null;
    }

    @Override
    public List<ChatEvent> events() {
      return RawEvents.read(json);
    }
  }

  /**
   * An event in the words of another API, in which the caller asked and the provider answers. It
   * passes on as it is, the closing ones too.
   */
  record Faced(byte[] json, Events read) implements Frame {

    @Override
    public boolean isContent() {
      return read.isContent();
    }

    @Override
    public int answerChars() {
      return read.answerChars();
    }

    @Override
    public @Nullable Usage usage() {
      return read.usage();
    }

    @Override
    public List<ChatEvent> events() {
      return read.events();
    }
  }

  /** Events, to be written as chunks or given to a Java caller. */
  record Events(List<ChatEvent> events) implements Frame {

    public Events {
      events = List.copyOf(events);
    }

    @Override
    public boolean isContent() {
      for (ChatEvent event : events) {
        if (event.isContent()) {
          return true;
        }
      }
      return false;
    }

    @Override
    public int answerChars() {
      int chars = 0;
      for (ChatEvent event : events) {
        chars += chars(event);
      }
      return chars;
    }

    @Override
    public @Nullable Usage usage() {
      for (ChatEvent event : events) {
        if (event instanceof ChatEvent.UsageReport report) {
          return report.usage();
        }
      }
      return null;
    }

    private static int chars(ChatEvent event) {
      if (event instanceof ChatEvent.ReasoningDelta d) {
        return d.reasoning().length();
      } else if (event instanceof ChatEvent.RefusalDelta d) {
        return d.refusal().length();
      } else if (event instanceof ChatEvent.ToolCallDelta d) {
        return d.arguments().length() + (d.name() == null ? 0 : d.name().length());
      }
      return event.text().length();
    }
  }
}
