package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.ToolChoice;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which of the offered tools the user asks for. A tool is asked for by its name, by the words of
 * its name without the verb ({@code get_weather}: "what is the weather in Paris?"), or by the mere
 * word "tool"; a request that requires a call gets one in any case.
 */
final class ToolWish {

  private static final Set<String> VERBS =
      Set.of(
          "get", "set", "fetch", "find", "list", "search", "look", "lookup", "create", "current");
  private static final Set<String> ANY_TOOL = Set.of("tool", "tools", "function", "functions");

  private ToolWish() {}

  static List<ToolCall> calls(Conversation conversation, int choice) {
    List<ToolCall> calls = new ArrayList<>();
    for (Tool.Function tool : wanted(conversation)) {
      // Two rounds of one conversation, and two answers of one request, must not share an id.
      String id =
          "call_demo_%d_%d_%d"
              .formatted(conversation.request().messages().size(), choice, calls.size());
      calls.add(ToolCall.function(id, tool.name(), arguments(tool, conversation.said())));
    }
    return calls;
  }

  private static String arguments(Tool.Function tool, String said) {
    JsonNode schema = tool.parameters();
    return Json.text(
        schema == null ? Json.object() : new SchemaSample(schema, new Hints(said)).value());
  }

  private static List<Tool.Function> wanted(Conversation conversation) {
    List<Tool.Function> offered =
        conversation.request().tools().stream()
            .filter(Tool.Function.class::isInstance)
            .map(Tool.Function.class::cast)
            .toList();
    ToolChoice choice = conversation.request().toolChoice();
    if (choice == ToolChoice.NONE || offered.isEmpty()) {
      return List.of();
    }
    if (choice instanceof ToolChoice.Named named) {
      return offered.stream().filter(tool -> tool.name().equals(named.name())).limit(1).toList();
    }
    List<Tool.Function> named =
        offered.stream().filter(tool -> isNamed(tool.name(), conversation)).toList();
    boolean mustCall =
        choice == ToolChoice.REQUIRED || conversation.words().stream().anyMatch(ANY_TOOL::contains);
    if (named.isEmpty()) {
      return mustCall ? offered.subList(0, 1) : List.of();
    }
    boolean oneOnly = Boolean.FALSE.equals(conversation.request().parallelToolCalls());
    return oneOnly ? named.subList(0, 1) : named;
  }

  private static boolean isNamed(String name, Conversation conversation) {
    if (conversation.said().contains(name)) {
      return true;
    }
    List<String> words =
        Arrays.stream(name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").split("[_\\-.]+"))
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(word -> word.length() > 1 && !VERBS.contains(word))
            .toList();
    return !words.isEmpty() && conversation.words().containsAll(words);
  }
}
