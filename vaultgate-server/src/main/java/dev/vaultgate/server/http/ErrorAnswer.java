package dev.vaultgate.server.http;

import dev.vaultgate.api.ErrorDetail;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.ErrorJson;
import dev.vaultgate.api.json.Json;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * An error as it leaves the server: the one place where errors become HTTP.
 *
 * @param status of the answer
 * @param detail what the body says
 * @param retryAfterSeconds for the header, 0 for none
 * @param isFinal whether a client that repeats by itself must be told not to
 */
public record ErrorAnswer(int status, ErrorDetail detail, long retryAfterSeconds, boolean isFinal) {

  public static ErrorAnswer of(VaultGateException error) {
    return new ErrorAnswer(
        error.status(),
        error.detail(),
        error.retryAfter().map(ErrorAnswer::wholeSeconds).orElse(0L),
        error.status() < 500 && !error.isRetryable());
  }

  /** The body, in OpenAI's shape. */
  public byte[] body() {
    return Json.bytes(ErrorJson.write(detail));
  }

  /** Gives each header that the error needs, beside those of every answer. */
  public void headers(BiConsumer<String, String> header) {
    if (status == 401) {
      header.accept("WWW-Authenticate", "Bearer");
    }
    if (retryAfterSeconds > 0) {
      header.accept("Retry-After", Long.toString(retryAfterSeconds));
    }
    if (isFinal) {
      header.accept("x-should-retry", "false");
    }
  }

  /** Rounded up: who comes back a moment early is refused once more. */
  private static long wholeSeconds(Duration wait) {
    return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
  }
}
