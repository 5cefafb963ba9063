package dev.vaultgate.client.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/**
 * One form of Ollama's requests: empty settings may be left out, a call need not say that it is of
 * a function, and older clients do not name the tool of a result.
 */
public final class OllamaRequestForm implements RequestForm {

  private static final String PARAM = "param:";

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = request.deepCopy();
    for (String left : notExpressed) {
      if (left.startsWith(PARAM)) {
        body.remove(left.substring(PARAM.length()));
      } else if (left.equals("thinking")) {
        body.path("messages").forEach(message -> ((ObjectNode) message).remove("thinking"));
      } else {
        throw new IllegalArgumentException("not known what to leave out for " + left);
      }
    }
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    JsonForms.removeDefault(body, "format", TextNode.valueOf(""));
    JsonForms.removeDefault(body, "options", Json.object());
    JsonForms.removeDefault(body, "tools", Json.mapper().createArrayNode());
    for (JsonNode message : body.path("messages")) {
      ((ObjectNode) message).remove("tool_name");
      message.path("tool_calls").forEach(call -> ((ObjectNode) call).remove("type"));
    }
    return body;
  }
}
