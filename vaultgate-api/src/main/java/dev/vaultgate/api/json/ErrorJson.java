package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ErrorDetail;

/** OpenAI's error object, always with all four members. */
public final class ErrorJson {

  private ErrorJson() {}

  public static ObjectNode write(ErrorDetail error) {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("message", error.message())
        .put("type", error.type())
        .put("code", error.code())
        .put("param", error.param());
    return body;
  }

  /** Reads an error body leniently: missing members are empty or null. */
  public static ErrorDetail read(JsonNode body) {
    JsonNode error = body.path("error");
    JsonNode code = error.path("code");
    return new ErrorDetail(
        error.isTextual() ? error.textValue() : error.path("message").asText(""),
        error.path("type").asText(""),
        code.isValueNode() && !code.isNull() ? code.asText() : null,
        error.path("param").textValue());
  }
}
