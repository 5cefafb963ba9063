package dev.vaultgate.client;

import static java.util.Locale.ROOT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Error bodies of any provider, read for what they say: JSON of many shapes, or any other text. */
public final class ErrorBodies {

  /** What was read of an error body is never more than this. */
  private static final int BYTES_MAX = 64 * 1024;

  /** Minutes and seconds, or milliseconds. */
  private static final Pattern WAIT =
      Pattern.compile(
          "(?i)\\b(?:try again|retry) (?:in|after) "
              + "(?:([0-9]{1,4}m)?([0-9]{1,6}(?:\\.[0-9]{1,9})?s)|([0-9]{1,6})ms)");

  private ErrorBodies() {}

  /**
   * What an error body says.
   *
   * @param message for a person, possibly empty
   * @param words type, code, status and reason, as far as they are there
   * @param param the field to blame, or null
   * @param status the HTTP status that the body names, or 0
   * @param retryDelay how long to wait, when the body says (Google's {@code RetryInfo}), or null
   */
  public record Words(
      String message,
      List<String> words,
      @Nullable String param,
      int status,
      @Nullable Duration retryDelay) {

    public Words {
      words = List.copyOf(words);
    }
  }

  public static Words read(byte[] body) {
    int length = Math.min(body.length, BYTES_MAX);
    try {
      JsonNode tree = Json.mapper().readTree(body, 0, length);
      if (tree != null && tree.isContainerNode()) {
        return read(tree);
      }
    } catch (IOException e) {
      return text(body, length);
    }
    return text(body, length);
  }

  private static Words text(byte[] body, int length) {
    String text = new String(body, 0, length, StandardCharsets.UTF_8);
    return new Words(text, List.of(), null, 0, null);
  }

  /** Reads the shapes of OpenAI, Anthropic and Google, and the flat ones. */
  public static Words read(JsonNode body) {
    JsonNode tree = body.isArray() && !body.isEmpty() ? body.get(0) : body;
    JsonNode error = tree.path("error");
    JsonNode at = error.isObject() ? error : tree;
    List<String> words = new ArrayList<>();
    for (String field : new String[] {"type", "code", "status", "name", "title"}) {
      word(at.path(field), words);
    }
    Duration delay = null;
    String param = at.path("param").textValue();
    for (JsonNode detail : at.path("details")) {
      word(detail.path("reason"), words);
      detail.path("violations").forEach(violation -> word(violation.path("quotaId"), words));
      Duration wait = seconds(detail.path("retryDelay").asText(""));
      delay = wait == null ? delay : wait;
      // Google names the field in a BadRequest.
      String field = detail.path("fieldViolations").path(0).path("field").textValue();
      param = param == null ? field : param;
    }
    word(at.path("details").path("error_code"), words);
    word(at.path("innererror").path("code"), words);
    String message = message(tree, error, at);
    JsonNode raw = at.path("metadata").path("raw");
    if (raw.isTextual()) {
      // A router's error around the one of the provider behind it.
      Words behind = read(raw.textValue().getBytes(StandardCharsets.UTF_8));
      words.addAll(behind.words());
      message = behind.message().isEmpty() ? message : message + ": " + behind.message();
    }
    return new Words(message, words, param, status(at), delay == null ? told(message) : delay);
  }

  private static void word(JsonNode word, List<String> words) {
    if (word.isValueNode() && !word.isNull() && !word.asText().isEmpty()) {
      words.add(word.asText());
    }
  }

  private static String message(JsonNode tree, JsonNode error, JsonNode at) {
    if (error.isTextual()) {
      return error.textValue();
    }
    for (JsonNode place :
        new JsonNode[] {
          at.path("message"),
          at.path("detail"),
          at.path("msg"),
          tree.path("message"),
          tree.path("detail")
        }) {
      if (place.isTextual()) {
        return place.textValue();
      }
      JsonNode first = place.isArray() ? place.path(0).path("msg") : place.path("message");
      if (first.isTextual()) {
        return first.textValue();
      }
    }
    JsonNode errors = tree.path("errors").path(0);
    return errors.isTextual() ? errors.textValue() : errors.path("message").asText("");
  }

  private static int status(JsonNode at) {
    for (String field : new String[] {"code", "status", "status_code", "statusCode"}) {
      JsonNode value = at.path(field);
      int status =
          value.isTextual() && value.textValue().length() == 3
              ? value.asInt(0)
              : value.isInt() ? value.intValue() : 0;
      if (status >= 400 && status < 600) {
        return status;
      }
    }
    return 0;
  }

  /** A wait that only the message tells: "Please try again in 1m7.5s." */
  private static @Nullable Duration told(String message) {
    Matcher wait = WAIT.matcher(message);
    if (!wait.find()) {
      return null;
    }
    return wait.group(3) != null
        ? Duration.ofMillis(Long.parseLong(wait.group(3)))
        : Duration.parse(
            "PT" + (wait.group(1) == null ? "" : wait.group(1)) + wait.group(2).toUpperCase(ROOT));
  }

  /** Google's durations: {@code 34s}, {@code 0.5s}. */
  private static @Nullable Duration seconds(String text) {
    if (!text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?s")) {
      return null;
    }
    return Duration.parse("PT" + text.toUpperCase(ROOT));
  }
}
