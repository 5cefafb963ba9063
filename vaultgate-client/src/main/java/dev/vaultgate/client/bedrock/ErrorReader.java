package dev.vaultgate.client.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import dev.vaultgate.client.aws.EventStream;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Errors of the API: a message, and the name of an exception in a header, in the body, or in the
 * type of a frame.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html">AWS's
 *     list</a>
 */
final class ErrorReader {

  private static final String TYPE_HEADER = "x-amzn-errortype";

  /** The status that goes with a name in lower case, for errors within an answer of status 200. */
  private static final Map<String, Integer> STATUSES =
      Map.ofEntries(
          Map.entry("accessdeniedexception", 403),
          Map.entry("internalserverexception", 500),
          Map.entry("modelerrorexception", 424),
          Map.entry("modelnotreadyexception", 429),
          Map.entry("modelstreamerrorexception", 424),
          Map.entry("modeltimeoutexception", 408),
          Map.entry("resourcenotfoundexception", 404),
          Map.entry("servicequotaexceededexception", 400),
          Map.entry("serviceunavailableexception", 503),
          Map.entry("throttlingexception", 429),
          Map.entry("validationexception", 400));

  private ErrorReader() {}

  static UpstreamFailure read(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    String header = headers.get(TYPE_HEADER);
    String message = words.message();
    String name = header == null ? "" : name(header);
    if (message.isEmpty() || name.isEmpty()) {
      JsonNode tree = tree(body);
      message = message.isEmpty() ? message(tree) : message;
      name = name.isEmpty() ? name(tree.path("__type").asText()) : name;
    }
    return failure(status, name, message, RetryHints.read(headers, words));
  }

  /** An error object where an answer was expected. */
  static UpstreamFailure read(JsonNode error) {
    String name = name(error.path("__type").asText());
    return failure(statusOf(name), name, message(error), null);
  }

  /** A frame that tells of a failure. */
  static UpstreamFailure read(ServerSentEvent event) {
    String name = event.type().substring(EventStream.FAILURE.length());
    ErrorBodies.Words words = ErrorBodies.read(event.data().getBytes(UTF_8));
    return failure(statusOf(name), name, words.message(), null);
  }

  private static UpstreamFailure failure(
      int status, String name, String message, @Nullable Duration retryAfter) {
    UpstreamFailure usual =
        ErrorClassifier.classify(status, List.of(name), message, null, retryAfter);
    UpstreamFault fault = fault(status, name.toLowerCase(Locale.ROOT), lower(message));
    return fault == null
        ? usual
        : new UpstreamFailure(
            new Kind.Upstream(fault), status, usual.getMessage(), retryAfter, null);
  }

  /** What neither the status nor the usual words tell; null for what they do. */
  private static @Nullable UpstreamFault fault(int status, String name, String message) {
    if (status == 424) {
      return UpstreamFault.SERVER;
    }
    if (name.equals("modelnotreadyexception")) {
      return UpstreamFault.OVERLOADED;
    }
    if (name.equals("servicequotaexceededexception")
        || status == 429 && message.contains("per day")) {
      return UpstreamFault.EXHAUSTED;
    }
    // A model that is only served by way of an inference profile is named wrongly by the operator.
    return status == 400 && message.contains("on-demand throughput")
        ? UpstreamFault.MODEL_MISSING
        : null;
  }

  private static int statusOf(String name) {
    return STATUSES.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
  }

  /** The name ends at a colon, or begins behind the namespace. */
  private static String name(String type) {
    String name = type.split(":", 2)[0];
    return name.substring(name.lastIndexOf('#') + 1);
  }

  private static String message(JsonNode error) {
    // The doors before the service spell it with a capital.
    return error.path("message").asText(error.path("Message").asText());
  }

  private static JsonNode tree(byte[] body) {
    try {
      return AnswerJson.read(body);
    } catch (UpstreamFailure e) {
      // A page, or nothing: what there is to say has been read as a text.
      return Json.object();
    }
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
