package dev.vaultgate.router.demo;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways to fail on purpose, each with the words of a prompt that ask for it. */
enum Mishap {
  LIMITED(UpstreamFault.RATE_LIMITED, 429, "429", "limit"),
  EXHAUSTED(UpstreamFault.EXHAUSTED, 402, "402", "quota"),
  OVERLOADED(UpstreamFault.OVERLOADED, 529, "529", "503", "overloaded"),
  REFUSED_KEY(UpstreamFault.AUTH, 401, "401", "auth"),
  MODEL_MISSING(UpstreamFault.MODEL_MISSING, 404, "404", "missing"),
  UNREACHABLE(UpstreamFault.UNREACHABLE, 0, "unreachable"),
  TIMEOUT(UpstreamFault.TIMEOUT, 0, "timeout", "504"),
  MALFORMED(UpstreamFault.INVALID_RESPONSE, 200, "malformed"),
  EMPTY(UpstreamFault.EMPTY_RESPONSE, 200, "empty"),
  /** A stream that ends in the middle; a whole answer that does is a lost connection. */
  CUT(UpstreamFault.STREAM_TRUNCATED, 200, "cut"),
  /** An error in the middle of a stream; a whole answer has no middle and fails at once. */
  STREAM_ERROR(UpstreamFault.STREAM_ERROR, 200, "stream_error"),
  LONG_CONTEXT(
      "context_length_exceeded",
      "This model's context is 32768 tokens, and the messages have more (the demo pretends).",
      "context"),
  REFUSED_CONTENT(
      "content_filter",
      "The content of the messages was refused (the demo pretends).",
      "content_filter",
      "filter"),
  BAD_REQUEST("invalid_value", "The request was refused (the demo pretends).", "400"),
  SERVER(UpstreamFault.SERVER, 500, "500");

  /** What a provider that limits would ask for. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final @Nullable UpstreamFault fault;
  private final int status;
  private final String code;
  private final String message;

  @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed.
  private final Set<String> words;

  Mishap(UpstreamFault fault, int status, String... words) {
    this.fault = fault;
    this.status = status;
    this.code = fault.code();
    this.message = "The demo provider failed on purpose.";
    this.words = Set.of(words);
  }

  /** A fault of the caller's. */
  Mishap(String code, String message, String... words) {
    this.fault = null;
    this.status = 400;
    this.code = code;
    this.message = message;
    this.words = Set.of(words);
  }

  /** The first mishap that one of these words asks for, or a failure of the provider. */
  static Mishap of(Set<String> words) {
    return Arrays.stream(values())
        .filter(mishap -> mishap.words.stream().anyMatch(words::contains))
        .findFirst()
        .orElse(SERVER);
  }

  /** Whether it comes only after some words of a stream. */
  boolean isLate() {
    return this == CUT || this == STREAM_ERROR;
  }

  /** The failure of a stream, or of an answer that cannot break in its middle. */
  VaultGateException exception(DemoModel model) {
    return fault == null
        ? new InvalidRequestException(status, code, message, "messages")
        : upstream(fault, model);
  }

  /** The failure of a whole answer. */
  VaultGateException exceptionOfWhole(DemoModel model) {
    return this == CUT ? upstream(UpstreamFault.CONNECTION_LOST, model) : exception(model);
  }

  private UpstreamException upstream(UpstreamFault fault, DemoModel model) {
    return failure(fault, status, message, model.id(), this == LIMITED ? RETRY_AFTER : null);
  }

  static UpstreamException failure(
      UpstreamFault fault,
      int status,
      String message,
      String model,
      @Nullable Duration retryAfter) {
    return new UpstreamException(
        fault,
        new UpstreamException.Report(
            DemoProvider.ID, DemoProvider.ID + "/" + model, status, message, null),
        retryAfter,
        null);
  }
}
