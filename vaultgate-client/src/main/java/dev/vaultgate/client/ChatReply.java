package dev.vaultgate.client;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A whole answer on its way through the gateway: in bytes of the OpenAI dialect, or as a value. */
public sealed interface ChatReply extends Noted {

  /** What the answer used, or null when the provider did not say. */
  @Nullable Usage usage();

  /** How many characters of answer it carries, for counting when the provider did not. */
  int answerChars();

  /** Names of the caller's fields that the provider's dialect could not carry. */
  List<String> dropped();

  /** The answer as a value; for bytes this parses them. */
  ChatResponse response();

  /** The body of the gateway's answer. */
  byte[] json();

  /** The same answer with what is special about it. */
  ChatReply withNotes(Notes notes);

  /** An answer that is passed on in its own bytes, with few of them replaced. */
  record Raw(byte[] json, @Nullable Usage usage, int answerChars, List<String> dropped, Notes notes)
      implements ChatReply {

    public Raw {
      dropped = List.copyOf(dropped);
    }

    /** An answer to a request that went out as it came. */
    public Raw(byte[] json, @Nullable Usage usage, int answerChars) {
      this(json, usage, answerChars, List.of(), Notes.NONE);
    }

    /** The same answer to a request of which these fields were left out. */
    public Raw withDropped(List<String> dropped) {
      return dropped.isEmpty() ? this : new Raw(json, usage, answerChars, dropped, notes);
    }

    @Override
    public Raw withNotes(Notes notes) {
      return notes.isNone() ? this : new Raw(json, usage, answerChars, dropped, notes);
    }

    @Override
    public ChatResponse response() {
      return RawEvents.response(json);
    }
  }

  /** An answer in the words of another API, in which the caller asked and the provider answered. */
  record Faced(byte[] json, ChatResponse response, List<String> dropped, Notes notes)
      implements ChatReply {

    public Faced {
      dropped = List.copyOf(dropped);
    }

    public Faced(byte[] json, ChatResponse response, List<String> dropped) {
      this(json, response, dropped, Notes.NONE);
    }

    @Override
    public Faced withNotes(Notes notes) {
      return notes.isNone() ? this : new Faced(json, response, dropped, notes);
    }

    @Override
    public @Nullable Usage usage() {
      return response.usage();
    }

    @Override
    public int answerChars() {
      return AnswerChars.of(response);
    }
  }

  /** An answer that was translated. */
  record Value(ChatResponse response, List<String> dropped, Notes notes) implements ChatReply {

    public Value {
      dropped = List.copyOf(dropped);
    }

    public Value(ChatResponse response, List<String> dropped) {
      this(response, dropped, Notes.NONE);
    }

    /** The same with another response. */
    public Value with(ChatResponse response) {
      return new Value(response, dropped, notes);
    }

    @Override
    public Value withNotes(Notes notes) {
      return notes.isNone() ? this : new Value(response, dropped, notes);
    }

    @Override
    public @Nullable Usage usage() {
      return response.usage();
    }

    @Override
    public int answerChars() {
      return AnswerChars.of(response);
    }

    @Override
    public byte[] json() {
      return RawEvents.bytes(response);
    }
  }
}
