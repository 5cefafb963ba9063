package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;
import java.util.Map;

/**
 * The signatures of thoughts, beside the calls that the thoughts led to: {@code
 * extra_content.google.thought_signature}, as Google's own layer for OpenAI's dialect has it. The
 * models from Gemini 3 on want them back with the conversation.
 */
final class Signatures {

  /**
   * What Google accepts in place of a signature that was lost, since most clients of OpenAI's
   * dialect drop what they do not know.
   *
   * @see <a href="https://ai.google.dev/gemini-api/docs/thought-signatures">Google's page</a>
   */
  static final String LOST = "skip_thought_signature_validator";

  private static final String FIELD = "extra_content";

  private Signatures() {}

  /** The fields beside a call; none without a signature. */
  static Map<String, JsonNode> beside(String signature) {
    if (signature.isEmpty()) {
      return Map.of();
    }
    ObjectNode content = Json.object();
    content.putObject("google").put("thought_signature", signature);
    return Map.of(FIELD, content);
  }

  /** The signature beside a call that is sent back; empty for none. */
  static String of(ToolCall call) {
    JsonNode content = call.extra().get(FIELD);
    return content == null ? "" : content.path("google").path("thought_signature").asText();
  }
}
