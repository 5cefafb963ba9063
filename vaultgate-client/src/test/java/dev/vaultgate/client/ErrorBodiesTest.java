package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ErrorBodiesTest {

  @Test
  void openAisShape() {
    ErrorBodies.Words words =
        read(
            """
            {"error": {"message": "Bad", "type": "invalid_request_error", "param": "n",
              "code": "too_many"}}
            """);

    assertThat(words.message()).isEqualTo("Bad");
    assertThat(words.words()).containsExactly("invalid_request_error", "too_many");
    assertThat(words.param()).isEqualTo("n");
  }

  @Test
  void googlesShapeAloneOrInAnArray() {
    String error =
        """
        {"error": {"code": 400, "message": "Bad", "status": "INVALID_ARGUMENT", "details": [
          {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "API_KEY_INVALID"}]}}
        """;

    for (String body : new String[] {error, "[" + error + "]"}) {
      ErrorBodies.Words words = read(body);
      assertThat(words.message()).isEqualTo("Bad");
      assertThat(words.words()).contains("INVALID_ARGUMENT", "API_KEY_INVALID");
      assertThat(words.status()).isEqualTo(400);
    }
  }

  @Test
  void theFieldThatGoogleBlamesIsTheParam() {
    ErrorBodies.Words words =
        read(
            """
            {"error": {"code": 400, "message": "Bad", "status": "INVALID_ARGUMENT", "details": [
              {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [
                {"field": "generation_config.temperature", "description": "too hot"}]}]}}
            """);

    assertThat(words.param()).isEqualTo("generation_config.temperature");
  }

  @Test
  void flatShapes() {
    assertThat(read("{\"error\": \"no such model\"}").message()).isEqualTo("no such model");
    assertThat(read("{\"message\": \"m\"}").message()).isEqualTo("m");
    assertThat(read("{\"detail\": \"d\"}").message()).isEqualTo("d");
    assertThat(read("{\"detail\": [{\"loc\": [\"x\"], \"msg\": \"d\"}]}").message()).isEqualTo("d");
    assertThat(
            read("{\"success\": false, \"errors\": [{\"code\": 1, \"message\": \"e\"}]}").message())
        .isEqualTo("e");
  }

  @Test
  void anyOtherTextIsTheMessage() {
    assertThat(read("Bad Gateway").message()).isEqualTo("Bad Gateway");
    assertThat(read("").message()).isEmpty();
    assertThat(read("{\"error\": {\"mess").message()).isEqualTo("{\"error\": {\"mess");
  }

  private static ErrorBodies.Words read(String body) {
    return ErrorBodies.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
