package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/** One form of requests to Azure, where the deployment in the address says which model it is. */
public final class AzureRequestForm implements RequestForm {

  private final OpenAiRequestForm openAi = new OpenAiRequestForm();

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = (ObjectNode) openAi.of(request, notExpressed);
    body.remove("model");
    return body;
  }
}
