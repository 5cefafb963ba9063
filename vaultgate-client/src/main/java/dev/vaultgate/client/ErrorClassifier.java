package dev.vaultgate.client;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose fault an error is, from what all dialects share: the status, and the words of type,
 * code and message. A wire reads its own shape and asks here; nobody later reads a message.
 *
 * <p>The words come from the providers' error pages and from recorded answers; the statuses follow
 * what their own SDKs treat as worth another try.
 */
public final class ErrorClassifier {

  private static final int MESSAGE_MAX = 500;

  private static final List<String> CONTEXT_WORDS =
      List.of(
          "context_length_exceeded",
          "maximum context length",
          "context window",
          "prompt is too long",
          "input is too long",
          "exceeds the maximum number of tokens",
          "too many tokens",
          "reduce the length of the messages",
          "input length and `max_tokens` exceed");
  private static final List<String> FILTER_WORDS =
      List.of(
          "content_filter",
          "content_policy_violation",
          "content management policy",
          "content filtering policy",
          "responsible ai",
          "moderation_blocked",
          "safety system");
  private static final List<String> KEY_WORDS =
      List.of("api_key_invalid", "invalid_api_key", "api key not valid", "incorrect api key");
  private static final List<String> MONEY_WORDS =
      List.of(
          "insufficient_quota",
          "billing",
          "credit balance",
          "insufficient credit",
          "insufficient balance",
          "payment required",
          "exceeded your current quota",
          "enforced_spend_limit_reached",
          "perday");
  private static final List<String> LOAD_WORDS =
      List.of("overloaded", "over capacity", "no capacity");
  private static final List<String> MODEL_WORDS =
      List.of(
          "model_not_found", "does not exist", "not found", "no longer available", "unknown model");

  private ErrorClassifier() {}

  /**
   * Judges an error that a provider has told us of.
   *
   * @param status the provider's, or 0 for an error within an answer of status 200
   * @param words type, code and status words of the provider's own, in any order
   * @param message the provider's message; HTML is not shown
   * @param param the field to blame, when the provider names one
   * @param retryAfter how long to wait, when the provider says
   */
  public static UpstreamFailure classify(
      int status,
      List<String> words,
      String message,
      @Nullable String param,
      @Nullable Duration retryAfter) {
    String all = (String.join(" ", words) + " " + message).toLowerCase(Locale.ROOT);
    String shown = shown(message, status);
    return new UpstreamFailure(kind(status, all, param), status, shown, retryAfter, null);
  }

  private static Kind kind(int status, String all, @Nullable String param) {
    switch (status) {
      case 400, 422, 413:
        return refused(status, all, param);
      case 401:
        return fault(UpstreamFault.AUTH);
      case 403:
        return hasAny(all, FILTER_WORDS)
            ? filtered()
            : fault(hasAny(all, MONEY_WORDS) ? UpstreamFault.EXHAUSTED : UpstreamFault.AUTH);
      case 402:
        return fault(UpstreamFault.EXHAUSTED);
      case 404, 410:
        return fault(UpstreamFault.MODEL_MISSING);
      case 408, 499, 504, 524:
        return fault(UpstreamFault.TIMEOUT);
      case 429:
        return fault(
            hasAny(all, MONEY_WORDS) ? UpstreamFault.EXHAUSTED : UpstreamFault.RATE_LIMITED);
      case 498, 529:
        return fault(UpstreamFault.OVERLOADED);
      default:
        return status == 0 ? withoutStatus(all, param) : byClass(status, all);
    }
  }

  /** The provider refused the request: usually the caller's fault, sometimes the operator's. */
  private static Kind refused(int status, String all, @Nullable String param) {
    if (hasAny(all, CONTEXT_WORDS)) {
      return new Kind.Caller(400, "context_length_exceeded", "messages");
    }
    if (hasAny(all, FILTER_WORDS)) {
      return filtered();
    }
    if (status == 400 && hasAny(all, KEY_WORDS)) {
      return fault(UpstreamFault.AUTH);
    }
    if (status == 400 && hasAny(all, MONEY_WORDS)) {
      return fault(UpstreamFault.EXHAUSTED);
    }
    return status == 413
        ? new Kind.Caller(413, "request_too_large", null)
        : new Kind.Caller(400, "invalid_value", param);
  }

  private static Kind byClass(int status, String all) {
    if (status >= 500) {
      return fault(hasAny(all, LOAD_WORDS) ? UpstreamFault.OVERLOADED : UpstreamFault.SERVER);
    }
    // A redirect, or a status that no provider documents.
    return fault(UpstreamFault.INVALID_RESPONSE);
  }

  /** An error object within an answer of status 200: only its words tell. */
  private static Kind withoutStatus(String all, @Nullable String param) {
    if (hasAny(all, CONTEXT_WORDS)) {
      return new Kind.Caller(400, "context_length_exceeded", "messages");
    }
    if (hasAny(all, FILTER_WORDS)) {
      return filtered();
    }
    if (hasAny(all, MONEY_WORDS)) {
      return fault(UpstreamFault.EXHAUSTED);
    }
    if (hasAny(all, LOAD_WORDS)) {
      return fault(UpstreamFault.OVERLOADED);
    }
    if (all.contains("rate_limit") || all.contains("resource_exhausted")) {
      return fault(UpstreamFault.RATE_LIMITED);
    }
    if (all.contains("authentication_error") || hasAny(all, KEY_WORDS)) {
      return fault(UpstreamFault.AUTH);
    }
    if (hasAny(all, MODEL_WORDS)) {
      return fault(UpstreamFault.MODEL_MISSING);
    }
    if (all.contains("invalid_request") || all.contains("invalid_argument")) {
      return new Kind.Caller(400, "invalid_value", param);
    }
    return fault(UpstreamFault.STREAM_ERROR);
  }

  private static Kind filtered() {
    return new Kind.Caller(400, "content_filter", "messages");
  }

  private static Kind fault(UpstreamFault fault) {
    return new Kind.Upstream(fault);
  }

  private static boolean hasAny(String all, List<String> words) {
    for (String word : words) {
      if (all.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The provider's words as a person may see them: no page, no secrets, not endless. */
  private static String shown(String message, int status) {
    String text = message.strip();
    if (text.isEmpty() || text.startsWith("<")) {
      return status == 0
          ? "The provider reported an error."
          : "The provider answered " + status + ".";
    }
    String safe = Secrets.redacted(text);
    return safe.length() > MESSAGE_MAX ? safe.substring(0, MESSAGE_MAX) + "…" : safe;
  }
}
