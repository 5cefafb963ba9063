package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.jspecify.annotations.Nullable;

/** The field {@code toolConfig} of a request. */
final class ToolConfig {

  private final ToolOffer offer;
  private final Traits traits;
  private final Collection<String> dropped;

  /**
   * @param dropped takes the names of fields that are not sent
   */
  ToolConfig(ToolOffer offer, Traits traits, Collection<String> dropped) {
    this.offer = offer;
    this.traits = traits;
    this.dropped = dropped;
  }

  /**
   * Writes it, unless there is nothing to call.
   *
   * @param answer the tool that stands for the answer; null for none
   * @param called names of the tools that the conversation has called
   */
  void write(ObjectNode body, @Nullable ObjectNode answer, Collection<String> called) {
    List<ObjectNode> tools = new ArrayList<>();
    if (offer.choice() != Choice.NONE) {
      offered().forEach(tool -> add(tool, tools));
    } else if (!called.isEmpty()) {
      // The API knows no way to forbid calls. A conversation with calls must declare tools; these
      // are the least that it may call again.
      offer.tools().stream()
          .filter(tool -> tool instanceof Tool.Function f && called.contains(f.name()))
          .forEach(tool -> add(tool, tools));
      if (answer == null) {
        dropped.add("tool_choice");
      }
      if (tools.size() < offer.tools().size()) {
        dropped.add("tools");
      }
    }
    boolean besideOthers = !tools.isEmpty();
    if (answer != null) {
      tools.add(spec(answer));
    } else if (tools.isEmpty()) {
      called.forEach(name -> tools.add(declared(name)));
    }
    if (tools.isEmpty()) {
      return;
    }
    ObjectNode config = body.putObject("toolConfig");
    config.putArray("tools").addAll(tools);
    ObjectNode choice = answer == null ? choice() : answering(besideOthers);
    if (choice != null) {
      config.set("toolChoice", choice);
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
      return word("auto");
    }
    return switch (offer.choice()) {
      case UNSAID, NONE -> null;
      case AUTO -> word("auto");
      case REQUIRED -> word("any");
      case NAMED -> named(offer.name());
    };
  }

  /** The choice where the answer is a tool as well: it, or one of the caller's. */
  private ObjectNode answering(boolean besideOthers) {
    if (offer.choice() == Choice.NAMED) {
      return named(offer.name());
    }
    if (besideOthers && offer.choice() == Choice.REQUIRED) {
      // The answer is one of the tools now, so the model may give it at once.
      dropped.add("tool_choice");
    }
    return besideOthers && offer.choice() != Choice.NONE
        ? word("any")
        : named(AnswerFormat.TOOL_NAME);
  }

  private static ObjectNode word(String word) {
    ObjectNode choice = Json.object();
    choice.putObject(word);
    return choice;
  }

  private static ObjectNode named(@Nullable String name) {
    ObjectNode choice = Json.object();
    choice.putObject("tool").put("name", name);
    return choice;
  }

  private void add(Tool tool, List<ObjectNode> tools) {
    String path = "tools[" + tools.size() + "]";
    if (!(tool instanceof Tool.Function function)) {
      JsonNode json = ((Tool.Unknown) tool).json();
      if (json.has("systemTool") || json.has("toolSpec")) {
        // One of the API's own tools; what it is worth is the API's to say.
        ObjectNode own = json.deepCopy();
        own.remove("type");
        tools.add(own);
        return;
      }
      throw InvalidRequestException.value(path + ".type", json.path("type").asText(), "function");
    }
    ObjectNode node = Json.object().put("name", function.name());
    if (function.description() != null && !function.description().isEmpty()) {
      node.put("description", function.description());
    }
    JsonNode parameters = function.parameters();
    node.putObject("inputSchema").set("json", parameters == null ? anyObject() : parameters);
    tools.add(spec(node));
    Blocks.mark(function.beside(), tools);
    Blocks.mark(function.extra(), tools);
  }

  private static ObjectNode spec(ObjectNode tool) {
    ObjectNode node = Json.object();
    node.set("toolSpec", tool);
    return node;
  }

  private static ObjectNode declared(String name) {
    ObjectNode node = Json.object().put("name", name);
    node.putObject("inputSchema").set("json", anyObject());
    return spec(node);
  }

  private static ObjectNode anyObject() {
    ObjectNode schema = Json.object().put("type", "object");
    schema.putObject("properties");
    return schema;
  }
}
