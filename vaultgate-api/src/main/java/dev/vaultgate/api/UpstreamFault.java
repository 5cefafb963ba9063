package dev.vaultgate.api;

/**
 * What went wrong at or on the way to a provider, decided once, where status and body are at hand.
 * The code is what the caller sees; {@link #speaksOfHealth()} is what the circuit breaker learns.
 */
public enum UpstreamFault {
  /** 429, or the provider's word for it. */
  RATE_LIMITED("upstream_rate_limited", "The provider is limiting requests."),
  /** The operator's account there is out of money or daily quota. */
  EXHAUSTED("upstream_unavailable", "The provider is not available."),
  /** 529, or 503 with a word of overload. */
  OVERLOADED("upstream_overloaded", "The provider is overloaded."),
  /** Any other 5xx. */
  SERVER("upstream_error", "The provider failed."),
  /** The operator's key is refused. */
  AUTH("upstream_auth_failed", "The provider did not accept the gateway's credentials."),
  /** The provider does not know the model. */
  MODEL_MISSING("upstream_model_missing", "The provider does not serve this model."),
  /** No address, no connection. */
  UNREACHABLE("upstream_unreachable", "The provider could not be reached."),
  /** The connection could not be secured. */
  TLS("upstream_tls_error", "The connection to the provider could not be secured."),
  /** A timer of ours ran out. */
  TIMEOUT("upstream_timeout", "The provider did not answer in time."),
  /** The answer is not what the dialect promises. */
  INVALID_RESPONSE("upstream_invalid_response", "The provider sent an invalid answer."),
  /** The answer has no content. */
  EMPTY_RESPONSE("upstream_empty_response", "The provider sent an empty answer."),
  /** The answer is larger than any honest one. */
  TOO_LARGE("upstream_response_too_large", "The provider's answer was too large."),
  /** The connection broke before or within the answer. */
  CONNECTION_LOST("upstream_connection_lost", "The connection to the provider was lost."),
  /** A connection that was kept alive broke before any byte of the answer came. */
  STALE_CONNECTION("upstream_connection_lost", "The connection to the provider was lost."),
  /** An error event within a stream. */
  STREAM_ERROR("upstream_stream_error", "The provider reported an error within the stream."),
  /** A stream that ended before its end. */
  STREAM_TRUNCATED(
      "upstream_stream_truncated", "The provider's stream ended before it was complete."),
  /** No provider of the model can be asked now. */
  UNAVAILABLE("upstream_unavailable", "No provider of this model is available now.");

  private final String code;
  private final String message;

  UpstreamFault(String code, String message) {
    this.code = code;
    this.message = message;
  }

  public String code() {
    return code;
  }

  /** What to tell the caller; the provider's own words are for the log. */
  public String message() {
    return message;
  }

  /** Whether the fault says that the deployment is ill, rather than busy, misnamed or unlucky. */
  public boolean speaksOfHealth() {
    return switch (this) {
      case OVERLOADED,
          SERVER,
          UNREACHABLE,
          TLS,
          TIMEOUT,
          INVALID_RESPONSE,
          EMPTY_RESPONSE,
          CONNECTION_LOST,
          STREAM_ERROR,
          STREAM_TRUNCATED ->
          true;
      case RATE_LIMITED, EXHAUSTED, AUTH, MODEL_MISSING, TOO_LARGE, STALE_CONNECTION, UNAVAILABLE ->
          false;
    };
  }
}
