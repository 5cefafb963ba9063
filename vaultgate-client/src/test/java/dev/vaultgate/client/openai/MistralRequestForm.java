package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/**
 * One form of Mistral's requests. Ids of tool calls were made unreadable in the recordings, so that
 * they are no longer of Mistral's form: here both sides are.
 */
public final class MistralRequestForm implements RequestForm {

  private final OpenAiRequestForm openAi = new OpenAiRequestForm();

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = (ObjectNode) openAi.of(request, notExpressed);
    JsonForms.objects(
        body.path("messages"),
        object -> {
          for (String field : new String[] {"id", "tool_call_id"}) {
            if (object.path(field).isTextual()) {
              object.put(field, ShortToolIds.of(object.path(field).textValue()));
            }
          }
        });
    return body;
  }
}
