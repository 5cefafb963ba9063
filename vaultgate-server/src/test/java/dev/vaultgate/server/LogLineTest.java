package dev.vaultgate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

  private static String line(String message, Throwable thrown) {
    LogRecord event = new LogRecord(Level.WARNING, message);
    event.setLoggerName("dev.vaultgate.server.Health");
    event.setThrown(thrown);
    return new LogLine().format(event);
  }

  @Test
  void eventIsOneLine() {
    assertThat(line("all is well", null)).endsWith(" WARN  Health: all is well\n").hasLineCount(1);
  }

  @Test
  void s49NothingBeginsALineOfItsOwn() {
    assertThat(line("a\nERROR b\r\n\u001b[31mc\u2028d", null)).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "key vg_0123456789abcdefghijABCDEFGHIJ012345",
        "key sk-proj-0123456789abcdefghij",
        "key sk-ant-api03-0123456789abcdefghij",
        "key gsk_0123456789abcdefghij",
        "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.0123456789abcdefghij",
        "GET https://example.com/v1?key=AIza0123456789abcdefghij&x=1"
      })
  void s78SecretsAreBlackedOut(String message) {
    assertThat(line(message, null)).doesNotContain("0123456789abcdefghij");
    assertThat(line("failed", new IllegalStateException(message)))
        .doesNotContain("0123456789abcdefghij");
  }

  @Test
  void traceOfAnExceptionFollows() {
    assertThat(line("failed", new IllegalStateException("why"))).contains("IllegalStateException");
  }
}
