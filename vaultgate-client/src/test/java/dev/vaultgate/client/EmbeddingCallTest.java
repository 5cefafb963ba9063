package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddingCallTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"one text\"           | 1",
        "[\"one\", \"two\"]     | 2",
        "[1, 2, 3]              | 1",
        "[[1, 2], [3], [4, 5]]  | 3",
      })
  void countsTheInputsOfEveryForm(String input, int inputs) {
    assertThat(parse("{\"model\":\"m\",\"input\":" + input + "}").inputs()).isEqualTo(inputs);
  }

  @Test
  void aTokenCountsAsOne() {
    assertThat(parse("{\"model\":\"m\",\"input\":[[100, 2000], [3]]}").tokensMax()).isEqualTo(3);
  }

  @Test
  void noTextHasMoreTokensThanBytes() {
    assertThat(parse("{\"model\":\"m\",\"input\":[\"héllo\", \"you\"]}").tokensMax())
        .isGreaterThanOrEqualTo("hélloyou".getBytes(StandardCharsets.UTF_8).length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"input\":\"a\"}                                              | model",
        "{\"model\":\"m\"}                                              | input",
        "{\"model\":\"m\",\"input\":null}                               | input",
        "{\"model\":\"m\",\"input\":[]}                                 | input",
        "{\"model\":\"m\",\"input\":7}                                  | input",
        "{\"model\":\"m\",\"input\":[{}]}                               | input[0]",
        "{\"model\":\"m\",\"input\":[\"a\",2]}                          | input[1]",
        "{\"model\":\"m\",\"input\":\"a\",\"dimensions\":0}             | dimensions",
        "{\"model\":\"m\",\"input\":\"a\",\"encoding_format\":\"int8\"} | encoding_format",
        "{\"model\":\"m\",\"input\":\"a\",\"base_url\":\"http://x\"}    | base_url",
      })
  void whatIsWrongIsNamed(String body, String field) {
    assertThatThrownBy(() -> parse(body))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.param()).isEqualTo(field));
  }

  @Test
  void tokensAreNotForOtherDialects() {
    EmbeddingCall call = parse("{\"model\":\"m\",\"input\":[1, 2, 3]}");

    assertThatThrownBy(call::request)
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("input");
  }

  private static EmbeddingCall parse(String body) {
    return EmbeddingCall.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
