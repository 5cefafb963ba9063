package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target.Traits;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.ToolOffer.Choice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields {@code tools} and {@code tool_choice} of a request. */
final class ToolFields {

  /** Fields of a tool that the API has and OpenAI has not; passed on where they are given. */
  private static final List<String> PASSED =
      List.of(Blocks.CACHE_CONTROL, "eager_input_streaming", "defer_loading", "input_examples");

  private final ToolOffer offer;
  private final Traits traits;
  private final List<String> dropped;

  /**
   * @param dropped takes the names of fields that are not sent
   */
  ToolFields(ToolOffer offer, Traits traits, List<String> dropped) {
    this.offer = offer;
    this.traits = traits;
    this.dropped = dropped;
  }

  /**
   * Writes both fields.
   *
   * @param answer the tool that stands for the answer; null for none
   * @param isParallel whether several calls may come at once
   * @param called names of the tools that the conversation has called
   */
  void write(
      ObjectNode body, @Nullable ObjectNode answer, boolean isParallel, Collection<String> called) {
    List<JsonNode> tools = new ArrayList<>();
    for (Tool tool : offered()) {
      tools.add(tool(tool, "tools[" + tools.size() + "]"));
    }
    ObjectNode choice = answer == null ? choice() : answering(!tools.isEmpty());
    if (answer != null) {
      tools.add(answer);
    }
    if (tools.isEmpty() && !called.isEmpty()) {
      // A conversation in which tools were called must declare them, even if none may be called
      // now.
      called.forEach(name -> tools.add(declared(name)));
      choice = type("none");
    }
    if (tools.isEmpty()) {
      return;
    }
    ArrayNode array = body.putArray("tools");
    tools.forEach(array::add);
    boolean alone = !isParallel || answer != null;
    if (choice == null && alone) {
      choice = type("auto");
    }
    if (choice != null) {
      if (alone && !choice.path("type").asText().equals("none")) {
        choice.put("disable_parallel_tool_use", true);
      }
      body.set("tool_choice", choice);
    }
  }

  private List<Tool> offered() {
    return cannotBeForced() ? offer.unforced() : offer.tools();
  }

  private boolean cannotBeForced() {
    return traits.lacks().contains("forced_tool_choice");
  }

  private @Nullable ObjectNode choice() {
    if (offer.isForced() && cannotBeForced()) {
      dropped.add("tool_choice");
      return type("auto");
    }
    return switch (offer.choice()) {
      case UNSAID -> null;
      case AUTO -> type("auto");
      case NONE -> type("none");
      case REQUIRED -> type("any");
      case NAMED -> type("tool").put("name", offer.name());
    };
  }

  /** The choice where the answer is a tool as well: it, or one of the caller's. */
  private ObjectNode answering(boolean besideOthers) {
    if (offer.choice() == Choice.NAMED) {
      return type("tool").put("name", offer.name());
    }
    if (besideOthers && offer.choice() == Choice.REQUIRED) {
      // The answer is one of the tools now, so the model may give it at once.
      dropped.add("tool_choice");
    }
    return besideOthers && offer.choice() != Choice.NONE
        ? type("any")
        : type("tool").put("name", AnswerFormat.TOOL_NAME);
  }

  private JsonNode tool(Tool tool, String path) {
    if (tool instanceof Tool.Unknown unknown) {
      if (unknown.json().has("custom")) {
        throw InvalidRequestException.value(path + ".type", "custom", "function");
      }
      // One of the API's own tools, such as a web search; what it is worth is the API's to say.
      return unknown.json();
    }
    Tool.Function function = (Tool.Function) tool;
    ObjectNode node = Json.object().put("name", function.name());
    if (function.description() != null) {
      node.put("description", function.description());
    }
    JsonNode parameters = function.parameters();
    boolean strict = Boolean.TRUE.equals(function.strict());
    if (parameters == null) {
      node.set("input_schema", anyObject());
    } else if (strict && traits.can("structured_output")) {
      node.set("input_schema", OutputSchema.of(parameters));
      node.put("strict", true);
    } else {
      node.set("input_schema", parameters);
      if (strict) {
        dropped.add("tools.strict");
      }
    }
    pass(function.extra(), node);
    pass(function.beside(), node);
    return node;
  }

  private static void pass(Map<String, JsonNode> fields, ObjectNode to) {
    fields.forEach(
        (field, value) -> {
          if (PASSED.contains(field)) {
            to.set(field, value);
          }
        });
  }

  private static ObjectNode declared(String name) {
    ObjectNode node = Json.object().put("name", name);
    node.set("input_schema", anyObject());
    return node;
  }

  private static ObjectNode anyObject() {
    ObjectNode schema = type("object");
    schema.putObject("properties");
    return schema;
  }

  private static ObjectNode type(String type) {
    return Json.object().put("type", type);
  }
}
