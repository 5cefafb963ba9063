package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/** One form of Cohere's requests: what is null may be left out, and so may what is the default. */
public final class CohereRequestForm implements RequestForm {

  private static final String PARAM = "param:";

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = request.deepCopy();
    for (String left : notExpressed) {
      if (!left.startsWith(PARAM)) {
        throw new IllegalArgumentException("not known what to leave out for " + left);
      }
      body.remove(left.substring(PARAM.length()));
    }
    JsonForms.removeDefault(body, "stream", BooleanNode.FALSE);
    JsonForms.objects(
        body,
        object -> {
          JsonForms.removeDefault(object, "content", NullNode.getInstance());
          if (object.path("role").asText().equals("assistant")) {
            JsonForms.removeDefault(object, "tool_plan", NullNode.getInstance());
          }
        });
    return body;
  }
}
