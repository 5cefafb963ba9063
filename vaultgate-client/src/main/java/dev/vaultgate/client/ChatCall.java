package dev.vaultgate.client;

import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One chat request on its way to a provider, in bytes as it arrived or as a value from Java code.
 * The bytes are read once; what admission and routing ask about is found in that one pass, and the
 * value is built from its index only where a wire must translate.
 *
 * <p>Immutable, apart from the value that is kept once it was built. Safe for many threads.
 */
public final class ChatCall {

  private final @Nullable JsonIndex json;
  private final ChatFacts facts;
  private final boolean stream;
  private final boolean includeUsage;
  private final @Nullable Integer outputTokensMax;
  private final boolean strict;
  private final @Nullable Face face;
  private volatile @Nullable ChatRequest request;

  private ChatCall(
      @Nullable JsonIndex json,
      @Nullable ChatRequest request,
      ChatFacts facts,
      boolean stream,
      boolean includeUsage,
      @Nullable Integer outputTokensMax,
      boolean strict,
      @Nullable Face face) {
    this.face = face;
    this.json = json;
    this.request = request;
    this.facts = facts;
    this.stream = stream;
    this.includeUsage = includeUsage;
    this.outputTokensMax = outputTokensMax;
    this.strict = strict;
  }

  /**
   * Reads the body of {@code POST /v1/chat/completions}.
   *
   * @throws InvalidRequestException when it is not strict JSON or a field is missing or wrong
   */
  public static ChatCall parse(byte[] body) {
    JsonIndex json;
    try {
      json = JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
    ChatFacts facts = ChatFacts.read(json);
    boolean stream = RequestFields.flag(json, json.root(), "stream", "stream");
    int options = json.member(json.root(), "stream_options");
    boolean includeUsage =
        RequestFields.flag(json, options, "include_usage", "stream_options.include_usage");
    return new ChatCall(
        json, null, facts, stream, includeUsage, facts.outputTokensMax(), false, null);
  }

  /** A request from Java code. */
  public static ChatCall of(ChatRequest request, boolean stream) {
    return new ChatCall(
        null, request, ChatFacts.of(request), stream, true, request.outputTokensMax(), false, null);
  }

  /** A request in the words of another API. */
  public static ChatCall of(Face face, ChatFacts facts, boolean stream) {
    return new ChatCall(null, null, facts, stream, true, facts.outputTokensMax(), false, face);
  }

  /** In which API's words the caller asked, when they are not those of chat completions. */
  public Optional<Face> face() {
    return Optional.ofNullable(face);
  }

  /** The bytes of an answer, in the words in which the caller asked. */
  public byte[] answer(ChatReply reply) {
    return face == null || reply instanceof ChatReply.Faced
        ? reply.json()
        : face.answer(reply.response());
  }

  public ChatFacts facts() {
    return facts;
  }

  /** Whether the caller wants the answer piece by piece. */
  public boolean stream() {
    return stream;
  }

  /** Whether the caller wants a usage chunk at the end of a stream. */
  public boolean includeUsage() {
    return includeUsage;
  }

  /** The cap on the answer's tokens that goes to the provider, or null for the provider's own. */
  public @Nullable Integer outputTokensMax() {
    return outputTokensMax;
  }

  /** The same call with a cap on the answer's tokens. */
  public ChatCall withOutputTokensMax(int tokens) {
    return new ChatCall(json, request, facts, stream, includeUsage, tokens, strict, face);
  }

  /** Whether the caller would rather be refused than have a field left out. */
  public boolean strict() {
    return strict;
  }

  /** The same call, to be refused by a provider that cannot carry all of it. */
  public ChatCall asStrict() {
    return new ChatCall(json, request, facts, stream, includeUsage, outputTokensMax, true, face);
  }

  /** The same call with another body of the same meaning. */
  ChatCall withBody(byte[] body) {
    JsonIndex other = RequestMedia.parsed(body);
    return json != null
        ? new ChatCall(other, null, facts, stream, includeUsage, outputTokensMax, strict, face)
        : new ChatCall(
            null,
            ChatRequestJson.read(other.tree(other.root())),
            facts,
            stream,
            includeUsage,
            outputTokensMax,
            strict,
            face);
  }

  /** The request in bytes, if it came so. A cap that was set here is not in them. */
  public Optional<JsonIndex> json() {
    return Optional.ofNullable(json);
  }

  /**
   * The request as a value, with the cap of this call.
   *
   * @throws InvalidRequestException when a part that only translation looks at is wrong
   */
  public ChatRequest request() {
    ChatRequest value = request;
    if (value == null && json != null) {
      value = ChatRequestJson.read(json.tree(json.root()));
      request = value;
    }
    if (value == null && face != null) {
      value = face.request();
      request = value;
    }
    if (value == null) {
      throw new IllegalStateException("a call without a request");
    }
    Integer cap = outputTokensMax;
    if (cap == null || cap.equals(value.outputTokensMax())) {
      return value;
    }
    return value.maxTokens() != null
        ? value.toBuilder().maxTokens(cap).maxCompletionTokens(null).build()
        : value.toBuilder().maxCompletionTokens(cap).build();
  }

  /** The same call as a value only, so that wires translate it instead of passing its bytes on. */
  public ChatCall asValue() {
    return new ChatCall(
        null, request(), facts, stream, includeUsage, outputTokensMax, strict, face);
  }

  /** The request's bytes in the OpenAI dialect, for signatures and logs of sizes. */
  public byte[] body() {
    return json != null ? json.bytes() : Json.bytes(ChatRequestJson.write(request()));
  }
}
