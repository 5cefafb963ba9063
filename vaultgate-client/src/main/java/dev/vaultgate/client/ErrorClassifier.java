package dev.vaultgate.client;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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
          "too_many_prompt_tokens",
          "reduce the length of the messages",
          "input length and `max_tokens` exceed");
  private static final List<String> FILTER_WORDS =
      List.of(
          "content_filter",
          "content_policy_violation",
          "violates usage guidelines",
          "input was flagged",
          "content management policy",
          "content filtering policy",
          "responsible ai",
          "moderation_blocked",
          "safety system");
  private static final List<String> KEY_CODES = List.of("api_key_invalid", "invalid_api_key");
  private static final List<String> KEY_OPENINGS =
      List.of("incorrect api key", "invalid api key", "api key not valid", "api key expired");
  private static final List<String> MONEY_CODES =
      List.of(
          "insufficient_quota",
          "exceeded_current_quota",
          "insufficient_credit",
          "billing_error",
          "billing_hard_limit",
          "billing_not_active",
          "enforced_spend_limit_reached",
          "arrearage",
          "perday");
  private static final List<String> MONEY_OPENINGS =
      List.of(
          "your credit balance",
          "insufficient balance",
          "insufficient credit",
          "billing hard limit",
          "you exceeded your current quota");
  private static final List<String> MONEY_WORDS =
      List.of(
          "credit balance",
          "insufficient credit",
          "insufficient balance",
          "any credits",
          "available credits",
          "spending limit",
          "spend limit",
          "exceeded your current quota",
          "check your billing",
          "billing hard limit");
  private static final List<String> LOAD_WORDS =
      List.of("overloaded", "over capacity", "no capacity");
  private static final List<String> RATE_WORDS = List.of("rate_limit", "resource_exhausted");
  private static final List<String> INVALID_WORDS = List.of("invalid_request", "invalid_argument");
  private static final List<String> MODEL_CODES = List.of("model_not_found", "deploymentnotfound");
  private static final List<String> MODEL_WORDS =
      List.of("does not exist", "not found", "no longer available", "unknown model");
  private static final List<String> MODEL_FORBIDDEN_WORDS =
      List.of("access to model", "access to the model", "sample from this model");

  /** What a request may name beside its model, and what it may ask of a model that is there. */
  private static final Pattern CALLERS_OWN =
      Pattern.compile(
          "\\b(?:files?|containers?|conversations?|vector stores?|cached ?content)\\b"
              + "|\\b(?:response|prompt|item) with\\b"
              + "|not supported (?:in|by|with|for) this model|no endpoints found that");

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
    Said said = new Said(lower(String.join(" ", words)), lower(message.strip()));
    String shown = shown(message, status);
    return new UpstreamFailure(kind(status, said, param), status, shown, retryAfter, null);
  }

  /**
   * What an error says, in lower case. A message may quote the request, so that a caller could
   * write into it; what takes a provider out of service is therefore believed from the provider's
   * own words, or from how its message begins.
   *
   * @param words the provider's own: type, code and the like
   */
  private record Said(String words, String message) {

    boolean mentions(List<String> phrases) {
      return hasAny(words, phrases) || hasAny(message, phrases);
    }

    boolean says(List<String> codes, List<String> openings) {
      return hasAny(words, codes) || openings.stream().anyMatch(message::startsWith);
    }

    boolean refusesKey() {
      return says(KEY_CODES, KEY_OPENINGS);
    }

    boolean isOutOfMoney() {
      return says(MONEY_CODES, MONEY_OPENINGS);
    }

    boolean isPage() {
      return message.startsWith("<");
    }
  }

  private static Kind kind(int status, Said said, @Nullable String param) {
    switch (status) {
      case 400, 422, 413:
        return refused(status, said, param);
      case 401:
        return fault(UpstreamFault.AUTH);
      case 403:
        return forbidden(said);
      case 402:
        return fault(UpstreamFault.EXHAUSTED);
      case 404, 410:
        return missing(said, param);
      case 408, 499, 504, 524:
        return fault(UpstreamFault.TIMEOUT);
      case 409:
        return fault(UpstreamFault.SERVER);
      case 429:
        return fault(
            said.isOutOfMoney() || said.mentions(MONEY_WORDS)
                ? UpstreamFault.EXHAUSTED
                : UpstreamFault.RATE_LIMITED);
      case 498, 529:
        return fault(UpstreamFault.OVERLOADED);
      default:
        return status == 0 ? withoutStatus(said, param) : byClass(status, said);
    }
  }

  /** The provider refused the request: usually the caller's fault, sometimes the operator's. */
  private static Kind refused(int status, Said said, @Nullable String param) {
    if (said.mentions(CONTEXT_WORDS)) {
      return tooLong();
    }
    if (said.mentions(FILTER_WORDS)) {
      return filtered();
    }
    if (status == 400 && said.refusesKey()) {
      return fault(UpstreamFault.AUTH);
    }
    if (status == 400 && said.isOutOfMoney()) {
      return fault(UpstreamFault.EXHAUSTED);
    }
    return status == 413 ? new Kind.Caller(413, "request_too_large", null) : invalid(param);
  }

  /** The key may be fine, and not the content, the account or the model. */
  private static Kind forbidden(Said said) {
    if (said.mentions(FILTER_WORDS)) {
      return filtered();
    }
    if (said.isPage()) {
      // A door before the provider, which may have disliked what the request says.
      return fault(UpstreamFault.INVALID_RESPONSE);
    }
    if (said.isOutOfMoney() || said.mentions(MONEY_WORDS)) {
      return fault(UpstreamFault.EXHAUSTED);
    }
    return fault(
        hasAny(said.words(), MODEL_CODES) || said.mentions(MODEL_FORBIDDEN_WORDS)
            ? UpstreamFault.MODEL_MISSING
            : UpstreamFault.AUTH);
  }

  /** The model, unless it is something else that the request names. */
  private static Kind missing(Said said, @Nullable String param) {
    boolean isModel = hasAny(said.words(), MODEL_CODES) || said.isPage();
    boolean isCallers =
        param != null && !param.equals("model") || CALLERS_OWN.matcher(said.message()).find();
    return isCallers && !isModel ? invalid(param) : fault(UpstreamFault.MODEL_MISSING);
  }

  private static Kind byClass(int status, Said said) {
    if (status >= 500) {
      return fault(said.mentions(LOAD_WORDS) ? UpstreamFault.OVERLOADED : UpstreamFault.SERVER);
    }
    // A redirect, or a status that no provider documents.
    return fault(UpstreamFault.INVALID_RESPONSE);
  }

  /** An error object within an answer of status 200: only its words tell. */
  private static Kind withoutStatus(Said said, @Nullable String param) {
    if (said.mentions(CONTEXT_WORDS)) {
      return tooLong();
    }
    if (said.mentions(FILTER_WORDS)) {
      return filtered();
    }
    if (said.isOutOfMoney()) {
      return fault(UpstreamFault.EXHAUSTED);
    }
    if (said.mentions(LOAD_WORDS)) {
      return fault(UpstreamFault.OVERLOADED);
    }
    if (said.mentions(RATE_WORDS)) {
      return fault(UpstreamFault.RATE_LIMITED);
    }
    if (said.words().contains("authentication_error") || said.refusesKey()) {
      return fault(UpstreamFault.AUTH);
    }
    if (hasAny(said.words(), MODEL_CODES)
        || said.message().contains("model") && hasAny(said.message(), MODEL_WORDS)) {
      return missing(said, param);
    }
    if (said.mentions(INVALID_WORDS)) {
      return invalid(param);
    }
    return fault(UpstreamFault.STREAM_ERROR);
  }

  private static Kind tooLong() {
    return new Kind.Caller(400, "context_length_exceeded", "messages");
  }

  private static Kind invalid(@Nullable String param) {
    return new Kind.Caller(400, "invalid_value", param);
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

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
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
