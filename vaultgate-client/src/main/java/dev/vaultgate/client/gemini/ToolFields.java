package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ToolOffer;
import java.util.Map;

/** The fields {@code tools} and {@code toolConfig} of a request. */
final class ToolFields {

  /** The API's own tools, by the type under which a caller may ask for them. */
  private static final Map<String, String> OWN =
      Map.of(
          "google_search", "googleSearch",
          "google_search_retrieval", "googleSearchRetrieval",
          "google_maps", "googleMaps",
          "code_execution", "codeExecution",
          "url_context", "urlContext",
          "file_search", "fileSearch");

  private ToolFields() {}

  static void write(ToolOffer offer, ObjectNode body) {
    ArrayNode declarations = Json.mapper().createArrayNode();
    ArrayNode tools = Json.mapper().createArrayNode();
    int place = 0;
    for (Tool tool : offer.tools()) {
      if (tool instanceof Tool.Function function) {
        declarations.add(declaration(function));
      } else {
        tools.add(own(((Tool.Unknown) tool).json(), "tools[" + place + "]"));
      }
      place++;
    }
    if (!declarations.isEmpty()) {
      tools.addObject().set("functionDeclarations", declarations);
    }
    if (tools.isEmpty()) {
      return;
    }
    body.set("tools", tools);
    String mode =
        switch (offer.choice()) {
          case UNSAID -> "";
          case AUTO -> "AUTO";
          case NONE -> "NONE";
          case REQUIRED, NAMED -> "ANY";
        };
    if (!mode.isEmpty() && !declarations.isEmpty()) {
      ObjectNode config =
          body.putObject("toolConfig").putObject("functionCallingConfig").put("mode", mode);
      if (offer.choice() == ToolOffer.Choice.NAMED) {
        config.putArray("allowedFunctionNames").add(offer.name());
      }
    }
  }

  private static ObjectNode declaration(Tool.Function function) {
    ObjectNode node = Json.object().put("name", function.name());
    if (function.description() != null) {
      node.put("description", function.description());
    }
    JsonNode parameters = function.parameters();
    if (parameters != null && !Schemas.isEmptyObject(parameters)) {
      ObjectNode translated = Schemas.translated(parameters);
      if (translated != null) {
        node.set("parameters", translated);
      } else {
        node.set("parametersJsonSchema", parameters);
      }
    }
    return node;
  }

  /** {@code {type: google_search, google_search: {…}}}, where the settings may be left out. */
  private static ObjectNode own(JsonNode json, String path) {
    String type = json.path("type").asText();
    String name = OWN.get(type);
    if (name == null) {
      throw InvalidRequestException.value(path + ".type", type, "function");
    }
    JsonNode settings = json.get(type);
    ObjectNode node = Json.object();
    node.set(name, settings == null ? Json.object() : settings);
    return node;
  }
}
