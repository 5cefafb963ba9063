package dev.vaultgate.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is special about a provider's answers, read from their heads and, of failures, bodies. */
final class AnswerNotes {

  /** Who is told of each attempt. Where nobody listens, what is usual is not looked for. */
  private static final Logger ATTEMPTS = LoggerFactory.getLogger("dev.vaultgate.attempts");

  private static final List<String> REQUEST_ID_HEADERS =
      List.of("x-request-id", "request-id", "x-amzn-requestid", "apim-request-id");
  private static final int HINT_MAX = 64;
  private static final int PAGE_BYTES_MAX = 8 * 1024;
  private static final Pattern TAGS =
      Pattern.compile("(?is)<(script|style)\\b.*?</\\1\\s*>|<[^>]*>?");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private AnswerNotes() {}

  /** Of an answer that is none the worse for it. */
  static Notes success(Exchange exchange, String wantedType) {
    String type = exchange.headers().get("Content-Type");
    Notes notes = exchange.notes();
    if (type == null || !type.regionMatches(true, 0, wantedType, 0, wantedType.length())) {
      notes = notes.with("content_type_mismatch", type == null ? "" : type);
    }
    return ATTEMPTS.isDebugEnabled() ? requestId(exchange.headers()).and(notes) : notes;
  }

  /** Of an answer whose status says that it is an error. */
  static UpstreamFailure error(UpstreamFailure failure, Exchange exchange, byte[] body) {
    ResponseHeaders headers = exchange.headers();
    failure.noting(requestId(headers)).noting(exchange.notes());
    if (failure.isOf(UpstreamFault.RATE_LIMITED) || failure.isOf(UpstreamFault.OVERLOADED)) {
      failure.noting(hint(headers, failure.retryAfter()));
    }
    if (exchange.status() / 100 == 3) {
      failure.noting("redirect_to", host(headers.get("Location")));
    }
    return isPage(body) ? failure.noting("page", shown(body)) : failure;
  }

  /**
   * Of an answer that is none, whatever its status says.
   *
   * @param body as far as it was read; empty for not at all
   */
  static UpstreamFailure failure(UpstreamFailure failure, Exchange exchange, byte[] body) {
    failure.noting(requestId(exchange.headers())).noting(exchange.notes());
    if (failure.isOf(UpstreamFault.EMPTY_RESPONSE)) {
      failure.noting(Notes.of("empty"));
    }
    if (!failure.isOf(UpstreamFault.INVALID_RESPONSE) || body.length == 0) {
      return failure;
    }
    if (!isJson(body)) {
      String type = exchange.headers().get("Content-Type");
      failure.noting("content_type", type == null ? "" : type);
      failure.noting("page", shown(body));
    }
    failure.noting("bytes", body.length);
    long at = parsePosition(failure.getCause());
    return at < 0 ? failure : failure.noting("parse_position", at);
  }

  private static Notes requestId(ResponseHeaders headers) {
    for (String name : REQUEST_ID_HEADERS) {
      String id = headers.get(name);
      if (id != null) {
        return Notes.of(Notes.UPSTREAM_REQUEST, id);
      }
    }
    return Notes.NONE;
  }

  /** The hint as it came, whether it can be used or not. */
  private static Notes hint(ResponseHeaders headers, @Nullable Duration understood) {
    String seconds = headers.get("Retry-After");
    String millis = headers.get("Retry-After-Ms");
    String raw =
        seconds != null && millis != null
            ? seconds + ", " + millis + "ms"
            : seconds != null ? seconds : millis != null ? millis + "ms" : null;
    if (raw == null && understood == null) {
      return Notes.of("hint", "none");
    }
    String said = raw == null ? "body " + understood : raw;
    Notes hint = Notes.of("hint", said.substring(0, Math.min(said.length(), HINT_MAX)));
    return hint.when(understood == null, "hint_unusable");
  }

  /** Where a redirect leads to; never the whole address, which may hold a key. */
  private static String host(@Nullable String location) {
    try {
      String host = location == null ? null : URI.create(location).getHost();
      return Objects.requireNonNullElse(host, "");
    } catch (IllegalArgumentException e) {
      return "unreadable";
    }
  }

  private static boolean isPage(byte[] body) {
    return first(body) == '<';
  }

  private static boolean isJson(byte[] body) {
    return first(body) == '{' || first(body) == '[';
  }

  private static byte first(byte[] body) {
    for (byte b : body) {
      if (b > ' ') {
        return b;
      }
    }
    return 0;
  }

  /** The words of a page, without its tags. */
  private static String shown(byte[] body) {
    int length = Math.min(body.length, PAGE_BYTES_MAX);
    String text = new String(body, 0, length, StandardCharsets.UTF_8);
    return BLANKS.matcher(TAGS.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
  }

  private static long parsePosition(@Nullable Throwable cause) {
    if (cause instanceof JsonSyntaxException syntax) {
      return syntax.at();
    }
    return cause instanceof JsonProcessingException broken && broken.getLocation() != null
        ? broken.getLocation().getByteOffset()
        : -1;
  }
}
