package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryHintsTest {

  private static final String DATE = "Wed, 21 Oct 2026 07:28:00 GMT";

  @Test
  void f01SecondsMayHaveAFraction() {
    assertThat(hint(Map.of("Retry-After", "20"))).isEqualTo(Duration.ofSeconds(20));
    assertThat(hint(Map.of("Retry-After", " 1.5 "))).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void f03TheLongestOfSeveralHintsWins() {
    assertThat(hint(Map.of("Retry-After", "1", "Retry-After-Ms", "0")))
        .isEqualTo(Duration.ofSeconds(1));
    assertThat(hint(Map.of("Retry-After", "1", "Retry-After-Ms", "2500")))
        .isEqualTo(Duration.ofMillis(2500));
  }

  @Test
  void f03ADateCountsFromTheAnswersOwnDate() {
    assertThat(hint(Map.of("Retry-After", "Wed, 21 Oct 2026 07:29:00 GMT", "Date", DATE)))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(hint(Map.of("Retry-After", "Wed, 21 Oct 2026 07:29:00 GMT"))).isNull();
    assertThat(hint(Map.of("Retry-After", "Wed, 21 Oct 2026 07:27:00 GMT", "Date", DATE))).isNull();
  }

  @Test
  void f03ADelayMayStandInTheBody() {
    byte[] body =
        """
        {"error": {"code": 429, "message": "Slow down", "details": [
          {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "48.5s"}]}}
        """
            .getBytes(StandardCharsets.UTF_8);

    assertThat(RetryHints.read(ResponseHeaders.NONE, ErrorBodies.read(body)))
        .isEqualTo(Duration.ofMillis(48_500));
  }

  @ParameterizedTest
  @CsvSource({
    "Please try again in 7.66s. Need more?,7660",
    "Please try again in 1m2.5s.,62500",
    "Please try again in 120ms.,120",
    "Please retry in 34.07s.,34070"
  })
  void f03ADelayMayStandInTheMessage(String message, long millis) {
    byte[] body =
        "{\"error\":{\"message\":\"%s\"}}".formatted(message).getBytes(StandardCharsets.UTF_8);

    assertThat(RetryHints.read(ResponseHeaders.NONE, ErrorBodies.read(body)))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void f03AMessageWithoutADelayIsNoHint() {
    for (String message : new String[] {"Please try again in a while.", "retry after 5 tries"}) {
      byte[] body = "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8);

      assertThat(RetryHints.read(ResponseHeaders.NONE, ErrorBodies.read(body))).isNull();
    }
  }

  @Test
  void f04WhatIsAbsurdIsKeptAndWhatIsUnreadableIsNone() {
    assertThat(hint(Map.of("Retry-After", "86400"))).isEqualTo(Duration.ofDays(1));
    for (String text : new String[] {"0", "-5", "soon", "", "1e9", "99999999999"}) {
      assertThat(hint(Map.of("Retry-After", text))).as(text).isNull();
    }
  }

  private static @Nullable Duration hint(Map<String, String> headers) {
    return RetryHints.read(headers::get, ErrorBodies.read(new byte[0]));
  }
}
