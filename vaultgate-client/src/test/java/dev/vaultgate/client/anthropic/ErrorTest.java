package dev.vaultgate.client.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whose fault an error is. */
class ErrorTest {

  private final AnthropicWire wire = new AnthropicWire();

  @Test
  void f01ARateLimitComesWithItsHint() {
    UpstreamFailure failure =
        wire.readError(
            429,
            headers(Map.of("Retry-After", "7")),
            error("rate_limit_error", "This request would exceed your rate limit."));

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.RATE_LIMITED));
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void f03ADateIsCountedFromTheAnswersOwn() {
    UpstreamFailure failure =
        wire.readError(
            429,
            headers(
                Map.of(
                    "Retry-After", "Wed, 21 Oct 2026 07:28:30 GMT",
                    "Date", "Wed, 21 Oct 2026 07:28:00 GMT",
                    "Retry-After-Ms", "100")),
            error("rate_limit_error", "Slow down."));

    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void f05AnAccountWithoutMoneyIsExhausted() {
    assertThat(kind(402, "billing_error", "Your account has a billing problem."))
        .isEqualTo(fault(UpstreamFault.EXHAUSTED));
    assertThat(
            kind(
                400,
                "invalid_request_error",
                "Your credit balance is too low to access the Anthropic API."))
        .isEqualTo(fault(UpstreamFault.EXHAUSTED));
  }

  @Test
  void f06Overload() {
    assertThat(kind(529, "overloaded_error", "Overloaded"))
        .isEqualTo(fault(UpstreamFault.OVERLOADED));
  }

  @Test
  void f07Failures() {
    assertThat(kind(500, "api_error", "Internal server error"))
        .isEqualTo(fault(UpstreamFault.SERVER));
    assertThat(kind(504, "timeout_error", "Timed out")).isEqualTo(fault(UpstreamFault.TIMEOUT));
  }

  @Test
  void f08APageIsNotShown() {
    UpstreamFailure failure =
        wire.readError(
            502, ResponseHeaders.NONE, bytes("<html><h1>502 Bad Gateway</h1> nginx</html>"));

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.SERVER));
    assertThat(failure).hasMessage("The provider answered 502.");
  }

  @Test
  void f10ARefusedKey() {
    assertThat(kind(401, "authentication_error", "invalid x-api-key"))
        .isEqualTo(fault(UpstreamFault.AUTH));
    assertThat(kind(403, "permission_error", "Your API key does not have permission."))
        .isEqualTo(fault(UpstreamFault.AUTH));
  }

  @Test
  void f11AnUnknownModel() {
    assertThat(kind(404, "not_found_error", "model: claude-9"))
        .isEqualTo(fault(UpstreamFault.MODEL_MISSING));
  }

  @Test
  void aFileThatIsNotThereIsNotTheModel() {
    assertThat(kind(404, "not_found_error", "File not found: file_011"))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "messages"));
  }

  @Test
  void f12AnInvalidFieldIsNamedAsTheCallerNamedIt() {
    assertThat(
            kind(
                400,
                "invalid_request_error",
                "messages.1.content.0.text: text content blocks must be non-empty"))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "messages"));
    assertThat(kind(400, "invalid_request_error", "stop_sequences: each must contain text"))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "stop"));
    assertThat(kind(400, "invalid_request_error", "Something is wrong."))
        .isEqualTo(new Kind.Caller(400, "invalid_value", null));
  }

  @Test
  void f13AContextThatIsTooLong() {
    Kind tooLong = new Kind.Caller(400, "context_length_exceeded", "messages");

    assertThat(
            kind(
                400, "invalid_request_error", "prompt is too long: 200251 tokens > 200000 maximum"))
        .isEqualTo(tooLong);
    assertThat(
            kind(
                400,
                "invalid_request_error",
                "input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000"))
        .isEqualTo(tooLong);
  }

  @Test
  void f14RefusedContent() {
    assertThat(kind(400, "invalid_request_error", "Output blocked by content filtering policy"))
        .isEqualTo(new Kind.Caller(400, "content_filter", "messages"));
  }

  @Test
  void f15ARequestThatIsTooLarge() {
    assertThat(kind(413, "request_too_large", "Request exceeds the maximum size"))
        .isEqualTo(new Kind.Caller(413, "request_too_large", null));
  }

  @Test
  void longMessagesAreShortened() {
    UpstreamFailure failure =
        wire.readError(400, ResponseHeaders.NONE, error("invalid_request_error", "x".repeat(9000)));

    assertThat(failure.getMessage().length()).isLessThan(600);
  }

  private Kind kind(int status, String type, String message) {
    return wire.readError(status, ResponseHeaders.NONE, error(type, message)).kind();
  }

  private static byte[] error(String type, String message) {
    return bytes(
        """
        {"type": "error", "error": {"type": "%s", "message": "%s"}, "request_id": "req_1"}
        """
            .formatted(type, message));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Kind fault(UpstreamFault fault) {
    return new Kind.Upstream(fault);
  }

  private static ResponseHeaders headers(Map<String, String> headers) {
    return new ResponseHeaders() {
      @Override
      public @Nullable String get(String name) {
        return headers.get(name);
      }
    };
  }
}
