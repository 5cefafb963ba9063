package dev.vaultgate.client;

import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request for vectors on its way to a provider, in bytes as it arrived or as a value from Java
 * code. Immutable; safe for many threads.
 */
public final class EmbeddingCall {

  /** The most inputs that one request may have; OpenAI's own bound. */
  private static final int INPUTS_MAX = 2048;

  private static final String EXPECTED = "a string, an array of strings, or arrays of tokens";

  private final @Nullable JsonIndex json;
  private final @Nullable EmbeddingRequest request;
  private final String model;
  private final int inputs;
  private final long tokensMax;
  private final boolean base64;
  private final boolean strict;

  private EmbeddingCall(
      @Nullable JsonIndex json,
      @Nullable EmbeddingRequest request,
      String model,
      int inputs,
      long tokensMax,
      boolean base64,
      boolean strict) {
    this.json = json;
    this.request = request;
    this.model = model;
    this.inputs = inputs;
    this.tokensMax = tokensMax;
    this.base64 = base64;
    this.strict = strict;
  }

  /**
   * Reads the body of {@code POST /v1/embeddings}.
   *
   * @throws InvalidRequestException when it is not strict JSON or a field is missing or wrong
   */
  public static EmbeddingCall parse(byte[] body) {
    JsonIndex json;
    try {
      json = JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
    ForbiddenFields.check(json);
    String model = RequestFields.requiredText(json, "model");
    RequestFields.positive(json, "dimensions", Integer.MAX_VALUE);
    boolean base64 = base64(json);
    int input = json.member(json.root(), "input");
    if (json.isNothing(input)) {
      throw InvalidRequestException.missing("input");
    }
    int inputs = inputs(json, input);
    if (inputs < 1 || inputs > INPUTS_MAX) {
      throw InvalidRequestException.value(
          "input", inputs + " inputs", "1 to " + INPUTS_MAX + " inputs");
    }
    long tokensMax = tokensMax(json, input);
    return new EmbeddingCall(json, null, model, inputs, tokensMax, base64, false);
  }

  /** A request from Java code. */
  public static EmbeddingCall of(EmbeddingRequest request) {
    long bytes = 0;
    for (String text : request.input()) {
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
    }
    return new EmbeddingCall(
        null, request, request.model(), request.input().size(), bytes, false, false);
  }

  private static boolean base64(JsonIndex json) {
    int format = json.member(json.root(), "encoding_format");
    if (json.isNothing(format)) {
      return false;
    }
    boolean base64 = json.isString(format) && json.textEquals(format, "base64");
    if (!base64 && !(json.isString(format) && json.textEquals(format, "float"))) {
      throw RequestFields.wrong(json, format, "encoding_format", "float or base64");
    }
    return base64;
  }

  /** How many inputs there are: one string, one array of tokens, or as many as the array has. */
  private static int inputs(JsonIndex json, int input) {
    if (json.isString(input)) {
      return 1;
    }
    if (json.kind(input) != Kind.ARRAY) {
      throw RequestFields.wrong(json, input, "input", EXPECTED);
    }
    int count = 0;
    int first = json.firstChild(input);
    Kind kind = first < 0 ? Kind.STRING : json.kind(first);
    if (kind != Kind.STRING && kind != Kind.NUMBER && kind != Kind.ARRAY) {
      throw RequestFields.wrong(json, first, "input[0]", EXPECTED);
    }
    for (int c = first; c >= 0; c = json.nextSibling(input, c)) {
      if (json.kind(c) != kind) {
        throw RequestFields.wrong(json, c, "input[" + count + "]", "the same kind as input[0]");
      }
      count++;
    }
    return kind == Kind.NUMBER ? 1 : count;
  }

  /** At most a token for each byte of a text, and one for each number. */
  private static long tokensMax(JsonIndex json, int token) {
    return switch (json.kind(token)) {
      case ARRAY -> {
        long sum = 0;
        for (int c = json.firstChild(token); c >= 0; c = json.nextSibling(token, c)) {
          sum += tokensMax(json, c);
        }
        yield sum;
      }
      case NUMBER -> 1;
      default -> json.end(token) - json.start(token);
    };
  }

  public String model() {
    return model;
  }

  /** How many vectors are asked for. */
  public int inputs() {
    return inputs;
  }

  /** The most tokens that the inputs can have. */
  public long tokensMax() {
    return tokensMax;
  }

  /** Whether the vectors are wanted as base64 of little-endian floats, instead of as numbers. */
  public boolean base64() {
    return base64;
  }

  /** Whether the caller would rather be refused than have a field left out. */
  public boolean strict() {
    return strict;
  }

  /** The same call, to be refused by a provider that cannot carry all of it. */
  public EmbeddingCall asStrict() {
    return new EmbeddingCall(json, request, model, inputs, tokensMax, base64, true);
  }

  /** The request in bytes, if it came so. */
  public Optional<JsonIndex> json() {
    return Optional.ofNullable(json);
  }

  /**
   * The request as a value.
   *
   * @throws InvalidRequestException when its inputs are tokens, which are one vendor's own
   */
  public EmbeddingRequest request() {
    if (request != null) {
      return request;
    }
    if (json == null) {
      throw new IllegalStateException("a call without a request");
    }
    return EmbeddingJson.readRequest(json.tree(json.root()));
  }

  /** The request's bytes in the OpenAI dialect. */
  public byte[] body() {
    return json != null ? json.bytes() : Json.bytes(EmbeddingJson.write(request()));
  }
}
