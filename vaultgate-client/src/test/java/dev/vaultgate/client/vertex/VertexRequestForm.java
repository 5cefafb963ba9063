package dev.vaultgate.client.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.anthropic.AnthropicRequestForm;
import dev.vaultgate.client.gemini.GeminiRequestForm;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/** One form of requests to Vertex: that of the dialect in which they are. */
public final class VertexRequestForm implements RequestForm {

  private final RequestForm anthropic = new AnthropicRequestForm();
  private final RequestForm gemini = new GeminiRequestForm();

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    if (request.has("instances")) {
      JsonNode body = request.deepCopy();
      JsonForms.removeEverywhere(body, "task_type");
      return body;
    }
    return (request.has("anthropic_version") ? anthropic : gemini).of(request, notExpressed);
  }
}
