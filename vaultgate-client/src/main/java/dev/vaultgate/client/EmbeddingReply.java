package dev.vaultgate.client;

import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vectors on their way to the caller, in one of two forms with one meaning. */
public sealed interface EmbeddingReply extends Noted {

  /** The body of the answer in the OpenAI dialect. */
  byte[] json();

  /** Null when the provider did not say. */
  @Nullable Usage usage();

  /** The answer as a value. */
  EmbeddingResponse response();

  /** Names of the caller's fields that were not carried. */
  List<String> dropped();

  /** The same answer with what is special about it. */
  EmbeddingReply withNotes(Notes notes);

  /** The provider's own bytes. */
  record Raw(byte[] json, @Nullable Usage usage, Notes notes) implements EmbeddingReply {

    public Raw(byte[] json, @Nullable Usage usage) {
      this(json, usage, Notes.NONE);
    }

    @Override
    public Raw withNotes(Notes notes) {
      return notes.isNone() ? this : new Raw(json, usage, notes);
    }

    @Override
    public EmbeddingResponse response() {
      try {
        return EmbeddingJson.readResponse(Json.read(json));
      } catch (IOException e) {
        throw UpstreamFailure.invalid("an answer that is not JSON", e);
      }
    }

    @Override
    public List<String> dropped() {
      return List.of();
    }
  }

  /**
   * An answer that was translated.
   *
   * @param base64 whether the caller wants vectors so
   */
  record Value(EmbeddingResponse response, boolean base64, List<String> dropped, Notes notes)
      implements EmbeddingReply {

    public Value {
      dropped = List.copyOf(dropped);
    }

    public Value(EmbeddingResponse response, boolean base64, List<String> dropped) {
      this(response, base64, dropped, Notes.NONE);
    }

    @Override
    public Value withNotes(Notes notes) {
      return notes.isNone() ? this : new Value(response, base64, dropped, notes);
    }

    @Override
    public byte[] json() {
      return Json.bytes(EmbeddingJson.write(response, base64));
    }

    @Override
    public @Nullable Usage usage() {
      return response.usage();
    }
  }
}
