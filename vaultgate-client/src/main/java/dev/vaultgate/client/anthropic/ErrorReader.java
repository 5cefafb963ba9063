package dev.vaultgate.client.anthropic;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the API: {@code {type: error, error: {type, message}}}, as a body or as an event.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/errors">Anthropic's list</a>
 */
final class ErrorReader {

  /** The status that goes with a type, for errors within an answer of status 200. */
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("invalid_request_error", 400),
          Map.entry("authentication_error", 401),
          Map.entry("billing_error", 402),
          Map.entry("permission_error", 403),
          Map.entry("not_found_error", 404),
          Map.entry("conflict_error", 409),
          Map.entry("request_too_large", 413),
          Map.entry("rate_limit_error", 429),
          Map.entry("api_error", 500),
          Map.entry("timeout_error", 504),
          Map.entry("overloaded_error", 529));

  /** A message about a field begins with its path: {@code messages.1.content.0.text: …}. */
  private static final Pattern FIELD = Pattern.compile("^([a-z_]+)(?:\\.[\\w.]+)?: ");

  /** The API's fields by the names under which the caller sent them. */
  private static final Map<String, String> PARAMS =
      Map.ofEntries(
          Map.entry("max_tokens", "max_tokens"),
          Map.entry("messages", "messages"),
          Map.entry("metadata", "user"),
          Map.entry("model", "model"),
          Map.entry("output_config", "response_format"),
          Map.entry("stop_sequences", "stop"),
          Map.entry("system", "messages"),
          Map.entry("temperature", "temperature"),
          Map.entry("thinking", "reasoning_effort"),
          Map.entry("tool_choice", "tool_choice"),
          Map.entry("tools", "tools"),
          Map.entry("top_k", "top_k"),
          Map.entry("top_p", "top_p"));

  /** What a request may name beside the model. */
  private static final Pattern NAMED = Pattern.compile("\\b(?:file|container)", CASE_INSENSITIVE);

  private ErrorReader() {}

  static UpstreamFailure read(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return read(status, words, RetryHints.read(headers, words));
  }

  static UpstreamFailure read(JsonNode error) {
    ErrorBodies.Words words = ErrorBodies.read(error);
    String type = error.path("error").path("type").asText();
    return read(STATUSES.getOrDefault(type, 0), words, null);
  }

  private static UpstreamFailure read(
      int status, ErrorBodies.Words words, @Nullable Duration retryAfter) {
    String message = words.message();
    UpstreamFailure usual =
        ErrorClassifier.classify(status, words.words(), message, param(message), retryAfter);
    if (status == 404 && NAMED.matcher(message).find()) {
      // A file of the caller's that is not there; it says nothing about the model.
      Kind caller = new Kind.Caller(400, "invalid_value", "messages");
      return new UpstreamFailure(caller, status, usual.getMessage(), retryAfter, null);
    }
    return usual;
  }

  private static @Nullable String param(String message) {
    Matcher field = FIELD.matcher(message);
    return field.find() ? PARAMS.get(field.group(1)) : null;
  }
}
