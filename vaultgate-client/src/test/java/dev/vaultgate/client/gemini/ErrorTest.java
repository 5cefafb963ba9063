package dev.vaultgate.client.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.UpstreamFailure.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose fault an error is. */
class ErrorTest {

  private static final String QUOTA =
      "You exceeded your current quota, please check your plan and billing details.";

  private final GeminiWire wire = new GeminiWire();

  @Test
  void f03AQuotaPerMinuteIsARateLimitWithADelayInTheBody() {
    UpstreamFailure failure =
        read(
            429,
            "RESOURCE_EXHAUSTED",
            QUOTA,
            """
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
             "violations": [{"quotaId": "GenerateRequestsPerMinutePerProjectPerModel"}]},
            {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "48s"}
            """);

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.RATE_LIMITED));
    assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(48));
    assertThat(failure).hasMessage(QUOTA);
  }

  @Test
  void f05AQuotaPerDayIsExhausted() {
    UpstreamFailure failure =
        read(
            429,
            "RESOURCE_EXHAUSTED",
            QUOTA,
            """
            {"@type": "type.googleapis.com/google.rpc.QuotaFailure",
             "violations": [{"quotaId": "GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}
            """);

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.EXHAUSTED));
  }

  @Test
  void f06Overload() {
    assertThat(kind(503, "UNAVAILABLE", "The model is overloaded. Please try again later."))
        .isEqualTo(fault(UpstreamFault.OVERLOADED));
  }

  @Test
  void f07Failures() {
    assertThat(kind(500, "INTERNAL", "An internal error has occurred."))
        .isEqualTo(fault(UpstreamFault.SERVER));
    assertThat(kind(504, "DEADLINE_EXCEEDED", "Deadline expired."))
        .isEqualTo(fault(UpstreamFault.TIMEOUT));
  }

  @Test
  void f08APageIsNotShown() {
    UpstreamFailure failure =
        wire.readError(502, ResponseHeaders.NONE, bytes("<!DOCTYPE html><title>502</title>"));

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.SERVER));
    assertThat(failure).hasMessage("The provider answered 502.");
  }

  @Test
  void f10ARefusedKeyAlsoAs400() {
    UpstreamFailure failure =
        read(
            400,
            "INVALID_ARGUMENT",
            "API key not valid. Please pass a valid API key.",
            "{\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\", \"reason\": \"API_KEY_INVALID\"}");

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.AUTH));
    assertThat(kind(403, "PERMISSION_DENIED", "Generative Language API is disabled."))
        .isEqualTo(fault(UpstreamFault.AUTH));
    assertThat(kind(400, "FAILED_PRECONDITION", "User location is not supported for the API use."))
        .isEqualTo(fault(UpstreamFault.AUTH));
  }

  @Test
  void aFileThatIsNotThereIsNotTheOperatorsKey() {
    assertThat(
            kind(
                403,
                "PERMISSION_DENIED",
                "You do not have permission to access the File abc or it may not exist."))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "messages"));
  }

  @Test
  void f11AnUnknownModel() {
    assertThat(kind(404, "NOT_FOUND", "models/gemini-9 is not found for API version v1beta"))
        .isEqualTo(fault(UpstreamFault.MODEL_MISSING));
  }

  @Test
  void f12AnInvalidFieldIsNamedAsTheCallerNamedIt() {
    assertThat(
            read(
                    400,
                    "INVALID_ARGUMENT",
                    "Bad.",
                    """
                    {"@type": "type.googleapis.com/google.rpc.BadRequest",
                     "fieldViolations": [{"field": "generation_config.max_output_tokens"}]}
                    """)
                .kind())
        .isEqualTo(new Kind.Caller(400, "invalid_value", "max_tokens"));
    assertThat(
            kind(
                400,
                "INVALID_ARGUMENT",
                "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty."))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "messages"));
    assertThat(
            kind(
                400,
                "INVALID_ARGUMENT",
                "Invalid value at 'generation_config.response_schema' (oneof), oneof field"))
        .isEqualTo(new Kind.Caller(400, "invalid_value", "response_format"));
    assertThat(kind(400, "INVALID_ARGUMENT", "Request contains an invalid argument."))
        .isEqualTo(new Kind.Caller(400, "invalid_value", null));
  }

  @Test
  void f13AContextThatIsTooLong() {
    assertThat(
            kind(
                400,
                "INVALID_ARGUMENT",
                "The input token count (1200000) exceeds the maximum number of tokens allowed"
                    + " (1048576)."))
        .isEqualTo(new Kind.Caller(400, "context_length_exceeded", "messages"));
  }

  @Test
  void anErrorMayStandInAnArray() {
    UpstreamFailure failure =
        wire.readError(
            429,
            ResponseHeaders.NONE,
            bytes("[{\"error\": {\"code\": 429, \"message\": \"Slow down.\"}}]"));

    assertThat(failure.kind()).isEqualTo(fault(UpstreamFault.RATE_LIMITED));
    assertThat(failure).hasMessage("Slow down.");
  }

  private Kind kind(int status, String word, String message) {
    return read(status, word, message, "").kind();
  }

  private UpstreamFailure read(int status, String word, String message, String details) {
    return wire.readError(
        status,
        ResponseHeaders.NONE,
        bytes(
            """
            {"error": {"code": %d, "message": "%s", "status": "%s", "details": [%s]}}
            """
                .formatted(status, message, word, details)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Kind fault(UpstreamFault fault) {
    return new Kind.Upstream(fault);
  }
}
