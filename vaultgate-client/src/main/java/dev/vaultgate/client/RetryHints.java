package dev.vaultgate.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How long a provider asks to wait, in all the forms it may ask: {@code Retry-After} in seconds or
 * as a date, {@code Retry-After-Ms}, or a delay in the body. The longest valid hint wins; zero,
 * negative and unreadable ones count as none. The result is not clamped: that is the router's
 * decision.
 */
public final class RetryHints {

  private RetryHints() {}

  public static @Nullable Duration read(ResponseHeaders headers, ErrorBodies.Words body) {
    Duration longest = longer(null, body.retryDelay());
    longest = longer(longest, decimal(headers.get("Retry-After-Ms"), 1_000_000L));
    String after = headers.get("Retry-After");
    Duration seconds = decimal(after, 1_000_000_000L);
    return longer(longest, seconds != null ? seconds : date(after, headers.get("Date")));
  }

  private static @Nullable Duration longer(@Nullable Duration one, @Nullable Duration other) {
    if (other == null || other.isZero() || other.isNegative()) {
      return one;
    }
    return one == null || other.compareTo(one) > 0 ? other : one;
  }

  private static @Nullable Duration decimal(@Nullable String text, long unitNanos) {
    if (text == null || !text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      return null;
    }
    return Duration.ofNanos((long) Math.min(9e18, Double.parseDouble(text.strip()) * unitNanos));
  }

  /** A date counts from the answer's own date, so that no clock but the provider's is needed. */
  private static @Nullable Duration date(@Nullable String after, @Nullable String date) {
    if (after == null || date == null) {
      return null;
    }
    try {
      return Duration.between(instant(date), instant(after));
    } catch (DateTimeParseException e) {
      // An unreadable hint is no hint.
      return null;
    }
  }

  private static Instant instant(String httpDate) {
    return ZonedDateTime.parse(httpDate.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }
}
