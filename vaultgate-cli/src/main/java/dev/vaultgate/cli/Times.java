package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time and spans of it, as people write them. */
final class Times {

  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

  private Times() {}

  /** {@code 2027-01-31} or {@code 2027-01-31T12:00:00Z}, in UTC. */
  static Instant instant(String option, String text) {
    try {
      return text.contains("T")
          ? Instant.parse(text)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw CommandFailure.option(
          option, text, "a date such as 2027-01-31, or 2027-01-31T12:00:00Z", e);
    }
  }

  /** {@code 90s}, {@code 30m}, {@code 24h} or {@code 7d}. */
  static Duration span(String option, String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw CommandFailure.option(option, text, "a time such as 30m, 24h or 7d");
    }
    long number = Long.parseLong(span.group(1));
    return switch (span.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /** A time of an answer, to the second; empty where there is none. */
  static String seconds(JsonNode time) {
    return time.isTextual()
        ? Instant.parse(time.asText()).truncatedTo(ChronoUnit.SECONDS).toString()
        : "";
  }
}
