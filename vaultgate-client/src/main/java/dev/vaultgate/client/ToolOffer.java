package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolChoice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a request offers, and whether one must be called, with all forms of {@code
 * tool_choice} brought to few.
 *
 * @param tools what may be called
 * @param choice whether it must be
 * @param name the tool that must be called; null unless the choice is {@link Choice#NAMED}
 */
public record ToolOffer(List<Tool> tools, Choice choice, @Nullable String name) {

  /** Whether a tool must be called. */
  public enum Choice {
    /** The request does not say. */
    UNSAID,
    AUTO,
    NONE,
    REQUIRED,
    NAMED
  }

  public ToolOffer {
    tools = List.copyOf(tools);
  }

  /**
   * Reads a request; refuses a choice that cannot be understood, or that has nothing to choose
   * from.
   */
  public static ToolOffer of(ChatRequest request) {
    ToolOffer offer = read(request);
    if (offer.isForced() && offer.tools.isEmpty()) {
      throw InvalidRequestException.value("tool_choice", offer.choice, "tools to choose from");
    }
    return offer;
  }

  /** Whether the choice leaves the model no way but to call a tool. */
  public boolean isForced() {
    return choice == Choice.REQUIRED || choice == Choice.NAMED;
  }

  /** The tools to offer to a model that nobody can choose for: of a named one, it alone. */
  public List<Tool> unforced() {
    return choice == Choice.NAMED && name != null ? only(tools, Set.of(name)) : tools;
  }

  private static ToolOffer read(ChatRequest request) {
    List<Tool> tools = request.tools();
    ToolChoice choice = request.toolChoice();
    if (choice == null) {
      return new ToolOffer(tools, Choice.UNSAID, null);
    }
    if (choice instanceof ToolChoice.Mode mode) {
      return new ToolOffer(tools, Choice.valueOf(mode.name()), null);
    }
    if (choice instanceof ToolChoice.Named named) {
      return new ToolOffer(tools, Choice.NAMED, named.name());
    }
    return unusual(tools, ((ToolChoice.Unknown) choice).json());
  }

  /** OpenAI's choice among some of the tools, and the forms that Anthropic's own clients send. */
  private static ToolOffer unusual(List<Tool> tools, JsonNode json) {
    JsonNode allowed = json.path("allowed_tools");
    return switch (json.path("type").asText()) {
      case "allowed_tools" ->
          new ToolOffer(
              only(tools, names(allowed.path("tools"))),
              allowed.path("mode").asText().equals("required") ? Choice.REQUIRED : Choice.AUTO,
              null);
      case "auto" -> new ToolOffer(tools, Choice.AUTO, null);
      case "none" -> new ToolOffer(tools, Choice.NONE, null);
      case "any" -> new ToolOffer(tools, Choice.REQUIRED, null);
      case "tool" -> new ToolOffer(tools, Choice.NAMED, json.path("name").asText());
      default ->
          throw InvalidRequestException.value(
              "tool_choice", json, "auto, none, required or a function");
    };
  }

  private static List<Tool> only(List<Tool> tools, Set<String> names) {
    return tools.stream()
        .filter(tool -> tool instanceof Tool.Function function && names.contains(function.name()))
        .toList();
  }

  private static Set<String> names(JsonNode tools) {
    Set<String> names = new HashSet<>();
    tools.forEach(tool -> names.add(tool.path("function").path("name").asText()));
    return names;
  }
}
