package dev.vaultgate.client;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.Usage;
import org.jspecify.annotations.Nullable;

/** A whole answer on its way through the gateway: in bytes of the OpenAI dialect, or as a value. */
public sealed interface ChatReply {

  /** What the answer used, or null when the provider did not say. */
  @Nullable Usage usage();

  /** How many characters of answer it carries, for counting when the provider did not. */
  int answerChars();

  /** The answer as a value; for bytes this parses them. */
  ChatResponse response();

  /** The body of the gateway's answer. */
  byte[] json();

  /** An answer that is passed on in its own bytes, with few of them replaced. */
  record Raw(byte[] json, @Nullable Usage usage, int answerChars) implements ChatReply {

    @Override
    public ChatResponse response() {
      return RawEvents.response(json);
    }
  }

  /** An answer that was translated. */
  record Value(ChatResponse response) implements ChatReply {

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
