package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.ResponseHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * One recorded request with its answer, and the outcome that a gateway owes its caller.
 *
 * @param name the file's id and the place in it
 * @param json as recorded
 */
public record Interaction(String name, JsonNode json) {

  /** The kind of endpoint, such as {@code messages}. */
  public String endpoint() {
    return json.path("endpoint").asText();
  }

  /** The provider's name for the model. */
  public String model() {
    return json.path("model").asText();
  }

  /** Whether the answer is a stream. */
  public boolean isStream() {
    return json.path("stream").asBoolean();
  }

  /** Whether the caller asked for a stream; an error answers it without one. */
  public boolean asksForStream() {
    return clientRequest().path("stream").asBoolean();
  }

  /** What a client would have sent to the gateway. */
  public JsonNode clientRequest() {
    return json.path("client_request").path("body");
  }

  /** What of the recorded request the client's words cannot say. */
  public Set<String> notExpressed() {
    Set<String> words = new LinkedHashSet<>();
    json.path("client_request").path("not_expressed").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** What was sent to the provider. */
  public JsonNode providerRequest() {
    return json.path("request").path("body");
  }

  public int status() {
    return json.path("response").path("status").asInt();
  }

  public ResponseHeaders headers() {
    JsonNode headers = json.path("response").path("headers");
    return name -> headers.path(name.toLowerCase(Locale.ROOT)).textValue();
  }

  /** The bytes of the answer's body. */
  public byte[] body() {
    JsonNode response = json.path("response");
    String body = response.path("body").asText();
    return response.path("body_encoding").asText().equals("base64")
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether the stream's bytes are server-sent events. */
  public boolean isEventStream() {
    return isStream() && !expect().path("stream").path("framing").asText().equals("json-array");
  }

  public JsonNode expect() {
    return json.path("expect");
  }

  @Override
  public String toString() {
    return name;
  }
}
