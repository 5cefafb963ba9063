package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Errors of Google's APIs: {@code {error: {code, message, status, details}}}, also in an array.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/troubleshooting">Google's list</a>
 */
final class ErrorReader {

  /** A message about a field names its path, in one of two forms. */
  private static final Pattern FIELD =
      Pattern.compile("(?:GenerateContentRequest\\.|(?:at|Invalid value at) ')([\\w.\\[\\]]+)");

  /**
   * The API's fields, without case and underscores, by the names under which the caller sent them.
   * The inner ones come first, since a path holds the outer ones too.
   */
  private static final Map<String, String> PARAMS = new LinkedHashMap<>();

  static {
    PARAMS.put("maxoutputtokens", "max_tokens");
    PARAMS.put("temperature", "temperature");
    PARAMS.put("topp", "top_p");
    PARAMS.put("topk", "top_k");
    PARAMS.put("stopsequences", "stop");
    PARAMS.put("candidatecount", "n");
    PARAMS.put("seed", "seed");
    PARAMS.put("presencepenalty", "presence_penalty");
    PARAMS.put("frequencypenalty", "frequency_penalty");
    PARAMS.put("responsemodalities", "modalities");
    PARAMS.put("response", "response_format");
    PARAMS.put("thinkingconfig", "reasoning_effort");
    PARAMS.put("toolconfig", "tool_choice");
    PARAMS.put("tools", "tools");
    PARAMS.put("contents", "messages");
    PARAMS.put("systeminstruction", "messages");
  }

  private ErrorReader() {}

  static UpstreamFailure read(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return read(status, words, RetryHints.read(headers, words));
  }

  static UpstreamFailure read(JsonNode error) {
    ErrorBodies.Words words = ErrorBodies.read(error);
    return read(words.status(), words, words.retryDelay());
  }

  private static UpstreamFailure read(
      int status, ErrorBodies.Words words, @Nullable Duration retryAfter) {
    UpstreamFailure usual =
        ErrorClassifier.classify(status, words.words(), words.message(), param(words), retryAfter);
    Kind kind = kind(status, words, usual.kind());
    return kind.equals(usual.kind())
        ? usual
        : new UpstreamFailure(kind, status, usual.getMessage(), retryAfter, null);
  }

  /** Where Google's words mean something else than they seem to. */
  private static Kind kind(int status, ErrorBodies.Words words, Kind usual) {
    String message = words.message();
    if (status == 429) {
      // Every spent quota is told in words of plans and billing; its id tells how long it lasts.
      boolean isDaily = words.words().stream().anyMatch(word -> word.contains("PerDay"));
      return new Kind.Upstream(isDaily ? UpstreamFault.EXHAUSTED : UpstreamFault.RATE_LIMITED);
    }
    if (status == 403 && (message.contains("File") || message.contains("CachedContent"))) {
      // A file of the caller's that is not there; it says nothing about the operator's key.
      return new Kind.Caller(400, "invalid_value", "messages");
    }
    if (status == 400 && message.contains("location is not supported")) {
      // The gateway's own place in the world, which no other request will change.
      return new Kind.Upstream(UpstreamFault.AUTH);
    }
    return usual;
  }

  private static @Nullable String param(ErrorBodies.Words words) {
    String path = words.param();
    if (path == null) {
      Matcher field = FIELD.matcher(words.message());
      path = field.find() ? field.group(1) : "";
    }
    String plain = path.replace("_", "").toLowerCase(Locale.ROOT);
    for (Map.Entry<String, String> param : PARAMS.entrySet()) {
      if (plain.contains(param.getKey())) {
        return param.getValue();
      }
    }
    return null;
  }
}
