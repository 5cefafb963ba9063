package dev.vaultgate.client.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ResponseHeaders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

  /** Whether it asks which models there are. */
  public boolean isOfModels() {
    return endpoint().equals("models");
  }

  /** Whether the answer is a stream. */
  public boolean isStream() {
    return json.path("stream").asBoolean();
  }

  /** Whether the caller asked for a stream; an error answers it without one. */
  public boolean asksForStream() {
    return clientRequest().path("stream").asBoolean();
  }

  /** Whether it is known what was sent. */
  public boolean isRequestRecorded() {
    return !providerRequest().isMissingNode() && !providerRequest().isNull();
  }

  /**
   * What a client would have sent to the gateway; OpenAI's own clients send the same to both. Where
   * only the answer was recorded, a request that it may be the answer to.
   */
  public JsonNode clientRequest() {
    if (!isRequestRecorded()) {
      return anyRequest();
    }
    JsonNode client = json.path("client_request");
    return client.path("same_as_upstream").asBoolean() || isImageEdit() || isCompletion()
        ? providerRequest()
        : client.path("body");
  }

  private JsonNode anyRequest() {
    ObjectNode request = Json.object().put("model", model());
    request.putArray("messages").addObject().put("role", "user").put("content", "Hi");
    if (isStream()) {
      request.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return request;
  }

  /** Recorded without a client's request, which would be the same. */
  private boolean isImageEdit() {
    return endpoint().equals("images.edits");
  }

  /** Recorded without a client's request as well. */
  private boolean isCompletion() {
    return endpoint().equals("completions");
  }

  /** Where a client would have sent it, such as {@code /v1/chat/completions}. */
  public String clientPath() {
    String usual =
        endpoint().equals("chat.completions")
            ? "/v1/chat/completions"
            : isImageEdit() ? "/v1/images/edits" : isCompletion() ? "/v1/completions" : "";
    return json.path("client_request").path("path").asText(usual);
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

  /** Where it was sent. */
  public URI providerUrl() {
    // Names that were made unreadable stand between signs that no address has.
    String url = json.path("request").path("url").asText();
    return URI.create(url.replace("<", "%3C").replace(">", "%3E"));
  }

  /** A header of what was sent; null where it was not recorded. */
  public @Nullable String providerRequestHeader(String name) {
    return json.path("request").path("headers").path(name).textValue();
  }

  public int status() {
    return json.path("response").path("status").asInt();
  }

  /** The headers of the answer that were recorded, by name in lower case. */
  public Map<String, String> responseHeaders() {
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("response")
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  public ResponseHeaders headers() {
    Map<String, String> headers = responseHeaders();
    return name -> headers.get(name.toLowerCase(Locale.ROOT));
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

  /** Whether it is a chat's whole answer, and no error. */
  public boolean isPlainAnswer() {
    return (clientPath().equals("/v1/chat/completions") || clientPath().equals("/v1/responses"))
        && !isStream()
        && !clientRequest().path("stream").asBoolean()
        && !expect().has("error");
  }

  public JsonNode expect() {
    return json.path("expect");
  }

  @Override
  public String toString() {
    return name;
  }
}
