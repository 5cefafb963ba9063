package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotesTest {

  @Test
  void notesStandInTheirOrderWithTheirValues() {
    Notes notes = Notes.of("done_missing").with("pings", 3).with("content_type", "text/html");

    assertThat(notes).hasToString("done_missing pings=3 content_type=text/html");
    assertThat(notes.value("pings")).isEqualTo("3");
    assertThat(notes.value("done_missing")).isNull();
    assertThat(notes.without("pings")).hasToString("done_missing content_type=text/html");
  }

  @Test
  void whatIsNotedTwiceStandsOnce() {
    Notes notes = Notes.of("stale_connection").with("ratio", 4);

    assertThat(notes.and(Notes.of("stale_connection"))).hasToString("stale_connection ratio=4");
  }

  @Test
  void whereNothingIsSpecialNothingIsMade() {
    assertThat(Notes.NONE.when(false, "empty").and(Notes.NONE).without("ratio"))
        .isSameAs(Notes.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html                     | text/html",
        "two words                     | \"two words\"",
        "a=b                           | \"a=b\"",
        "say \"yes\"                   | \"say \\\"yes\\\"\"",
        "key sk-0123456789abcdef       | \"key [secret]\"",
      })
  void aValueCannotBeTakenForTwo(String value, String shown) {
    assertThat(LogText.of(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\nb", "a\rb", "a\u0000b", "a\u001bb", "a\u202eb", "a\u2028b", "a\u0085b"})
  void s49NothingUnseenIsShown(String value) {
    assertThat(LogText.of(value)).isEqualTo("\"a?b\"");
  }

  @Test
  void aValueHasAnEnd() {
    assertThat(LogText.of("x".repeat(300))).isEqualTo('"' + "x".repeat(256) + "…\"");
  }
}
