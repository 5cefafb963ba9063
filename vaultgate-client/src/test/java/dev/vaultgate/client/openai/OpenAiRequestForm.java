package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/** One form of chat requests: a message without content may say so or leave it out. */
public final class OpenAiRequestForm implements RequestForm {

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    if (!notExpressed.isEmpty()) {
      throw new IllegalArgumentException("not known what to leave out for " + notExpressed);
    }
    ObjectNode body = request.deepCopy();
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    body.path("messages").forEach(message -> oneForm((ObjectNode) message));
    return body;
  }

  /** Some clients say the same reasoning by both of its names. */
  private static void oneForm(ObjectNode message) {
    JsonForms.removeDefault(message, "content", NullNode.getInstance());
    if (message.has("reasoning")) {
      JsonForms.removeDefault(message, "reasoning_content", message.get("reasoning"));
    }
  }
}
