package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The models that a provider says it serves. Dialects differ in where the list lies ({@code data},
 * {@code models}, or all there is) and in what a name is called, and in nothing else.
 */
final class ModelList {

  private static final List<String> NAMES = List.of("id", "name", "model");

  private ModelList() {}

  static List<String> read(byte[] body) {
    JsonNode answer = AnswerJson.read(body);
    JsonNode list = answer;
    for (String field : List.of("data", "models", "modelSummaries")) {
      list = answer.path(field).isArray() ? answer.path(field) : list;
    }
    if (!list.isArray()) {
      throw UpstreamFailure.invalid("an answer without a list", null);
    }
    List<String> names = new ArrayList<>();
    for (JsonNode model : list) {
      String name = model.isTextual() ? model.textValue() : name(model);
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    return names;
  }

  private static String name(JsonNode model) {
    for (String field : NAMES) {
      if (model.path(field).isTextual()) {
        return model.path(field).textValue();
      }
    }
    return model.path("modelId").asText("");
  }
}
