package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/**
 * One form of chat requests. A message without content may say so or leave it out. The gateway asks
 * every provider for the usage of a stream, whether or not its caller does, so that wish is added
 * to what was recorded.
 */
public final class OpenAiRequestForm implements RequestForm {

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    if (!notExpressed.isEmpty()) {
      throw new IllegalArgumentException("not known what to leave out for " + notExpressed);
    }
    ObjectNode body = request.deepCopy();
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    if (body.path("stream").asBoolean()) {
      body.withObject("stream_options").put("include_usage", true);
    }
    body.path("messages")
        .forEach(
            message ->
                JsonForms.removeDefault((ObjectNode) message, "content", NullNode.getInstance()));
    return body;
  }
}
