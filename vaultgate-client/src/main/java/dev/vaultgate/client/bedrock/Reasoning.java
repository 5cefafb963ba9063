package dev.vaultgate.client.bedrock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.anthropic.ThinkingBlocks;
import java.util.Base64;

/**
 * The model's thinking in the API's blocks, and in Anthropic's, which are what callers are given: a
 * conversation may go on at either.
 */
final class Reasoning {

  private static final String CONTENT = "reasoningContent";
  private static final String TEXT = "reasoningText";
  private static final String REDACTED = "redactedContent";

  private Reasoning() {}

  /** The API's block for one that a caller sends back. */
  static ObjectNode block(JsonNode thinking) {
    ObjectNode block = Json.object();
    ObjectNode content = block.putObject(CONTENT);
    if (thinking.path("type").asText().equals(ThinkingBlocks.REDACTED)) {
      content.put(
          REDACTED,
          Base64.getEncoder().encodeToString(thinking.path("data").asText().getBytes(ISO_8859_1)));
    } else {
      content
          .putObject(TEXT)
          .put("text", thinking.path("thinking").asText())
          .put("signature", thinking.path("signature").asText());
    }
    return block;
  }

  /** What a caller is given for {@code redactedContent}, which is bytes in base64. */
  static ObjectNode redacted(String base64) {
    try {
      return ThinkingBlocks.redacted(new String(Base64.getDecoder().decode(base64), ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw UpstreamFailure.invalid("thinking that is not base64", e);
    }
  }
}
