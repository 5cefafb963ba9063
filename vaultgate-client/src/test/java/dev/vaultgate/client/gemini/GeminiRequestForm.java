package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.client.recordings.JsonForms;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One form of generateContent requests: names in camel case, what is null, empty or said by default
 * left out, and schemas without the words that loosen nothing.
 */
public final class GeminiRequestForm implements RequestForm {

  /** The API takes both spellings of a name. */
  private static final Map<String, String> SPELLINGS =
      Map.of(
          "parameters_json_schema", "parameters",
          "parametersJsonSchema", "parameters",
          "inline_data", "inlineData",
          "mime_type", "mimeType",
          "google_search", "googleSearch");

  @Override
  public JsonNode of(JsonNode request, Set<String> notExpressed) {
    ObjectNode body = request.deepCopy();
    JsonForms.objects(body, GeminiRequestForm::spelling);
    notExpressed.forEach(word -> leaveOut(body, word));
    if (body.has("requests")) {
      // What texts are turned into vectors for: OpenAI's request does not say.
      JsonForms.removeEverywhere(body, "taskType");
    }
    // Whose words the instructions are is ignored by the API, and they may be a part or several.
    if (body.get("systemInstruction") instanceof ObjectNode system) {
      system.remove("role");
      if (system.get("parts") instanceof ObjectNode part) {
        system.putArray("parts").add(part);
      }
    }
    JsonForms.objects(body, GeminiRequestForm::defaults);
    for (String name : List.of("systemInstruction", "generationConfig", "toolConfig", "tools")) {
      removeIfEmpty(body, name);
    }
    return body;
  }

  private static void spelling(ObjectNode object) {
    SPELLINGS.forEach(
        (from, to) -> {
          if (object.has(from)) {
            object.set(to, object.remove(from));
          }
        });
    List<String> nulls = new ArrayList<>();
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isNull()) {
                nulls.add(member.getKey());
              }
            });
    object.remove(nulls);
  }

  private static void defaults(ObjectNode object) {
    JsonForms.removeDefault(object, "thought", BooleanNode.FALSE);
    JsonForms.removeDefault(object, "candidateCount", IntNode.valueOf(1));
    JsonForms.removeDefault(object, "responseMimeType", TextNode.valueOf("text/plain"));
    JsonForms.removeDefault(object, "additionalProperties", BooleanNode.FALSE);
    if (object.path("parts") instanceof ArrayNode parts) {
      removeEmpty(parts);
      removeIfEmpty(object, "parts");
    }
    if (object.has("parameters") && Schemas.isEmptyObject(object.path("parameters"))) {
      object.remove("parameters");
    }
  }

  private static void removeEmpty(ArrayNode parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      JsonNode text = parts.get(i).path("text");
      if (text.isTextual() && text.textValue().isEmpty()) {
        parts.remove(i);
      }
    }
  }

  private static void leaveOut(ObjectNode body, String word) {
    String[] kind = word.split(":", 2);
    switch (kind[0]) {
      case "thought_signature" -> JsonForms.removeEverywhere(body, "thoughtSignature");
      case "function_response_shape" -> {
        // Results that are objects are sent as they are, which is what was recorded.
      }
      case "tool_result_media" ->
          JsonForms.objects(
              body.path("contents"),
              object -> {
                if (object.path("functionResponse") instanceof ObjectNode response) {
                  response.remove("parts");
                }
              });
      case "response_schema_dialect" -> {
        JsonForms.removeEverywhere(body, "responseSchema");
        JsonForms.removeEverywhere(body, "responseJsonSchema");
      }
      case "allowed_function_names" -> JsonForms.removeEverywhere(body, "allowedFunctionNames");
      case "param" -> body.remove(kind[1]);
      case "inline" -> removeInline(body, kind[1]);
      case "server_tool" -> removeServerTool(body, SPELLINGS.getOrDefault(kind[1], kind[1]));
      default -> {
        String[] path = word.split("\\.", 2);
        if (path.length < 2) {
          throw new IllegalArgumentException("not known what to leave out for " + word);
        }
        if (body.path(path[0]) instanceof ObjectNode object) {
          object.remove(path[1]);
        }
      }
    }
  }

  private static void removeInline(ObjectNode body, String type) {
    for (JsonNode content : body.path("contents")) {
      ArrayNode parts = (ArrayNode) content.path("parts");
      for (int i = parts.size() - 1; i >= 0; i--) {
        if (parts.get(i).path("inlineData").path("mimeType").asText().equals(type)) {
          parts.remove(i);
        }
      }
    }
  }

  private static void removeServerTool(ObjectNode body, String name) {
    JsonForms.removeEverywhere(body, "includeServerSideToolInvocations");
    if (body.path("tools") instanceof ArrayNode tools) {
      for (int i = tools.size() - 1; i >= 0; i--) {
        ((ObjectNode) tools.get(i)).remove(name);
        if (tools.get(i).isEmpty()) {
          tools.remove(i);
        }
      }
    }
  }

  private static void removeIfEmpty(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    if (value != null && value.isContainerNode() && value.isEmpty()) {
      object.remove(name);
    }
  }
}
