package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * How a command answers: a table or a line for people, JSON for scripts. Answers go to the output;
 * what is only good to know goes where errors go, so that it never stands in a pipe. A mixin, which
 * picocli takes for one by its annotation, there being no option.
 */
@Command
final class Output {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isJson() {
    return Main.of(command).json();
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** A line of text, or JSON. */
  void print(JsonNode tree, String text) {
    out().println(isJson() ? tree.toPrettyString() : text);
    out().flush();
  }

  /**
   * A table, or JSON.
   *
   * @param none what to say when the table is empty
   */
  void table(JsonNode tree, Table table, String none) {
    if (isJson()) {
      out().println(tree.toPrettyString());
    } else if (table.isEmpty()) {
      out().println(none);
    } else {
      table.print(out());
    }
    out().flush();
  }

  /** One thing with its properties, each on a line, or JSON. */
  void properties(ObjectNode tree) {
    if (isJson()) {
      out().println(tree.toPrettyString());
    } else {
      Map<String, String> lines = new LinkedHashMap<>();
      collect(tree, lines);
      int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
      lines.forEach(
          (name, value) -> out().println(name + " ".repeat(width - name.length() + 2) + value));
    }
    out().flush();
  }

  /** What is grouped in JSON stands on lines of its own here. */
  private static void collect(ObjectNode tree, Map<String, String> lines) {
    for (Map.Entry<String, JsonNode> property : tree.properties()) {
      if (property.getValue() instanceof ObjectNode group) {
        collect(group, lines);
      } else {
        lines.put(property.getKey(), text(property.getValue()));
      }
    }
  }

  private static String text(JsonNode value) {
    if (value.isArray() && !value.isEmpty()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(Output::text)
          .collect(Collectors.joining(", "));
    }
    return value.isNull() || value.isArray() ? "-" : value.asText();
  }

  /** Something that is good to know; not part of the answer. */
  void note(String text) {
    PrintWriter err = command.commandLine().getErr();
    err.println("note: " + text);
    err.flush();
  }

  /** Texts as an array. */
  static ArrayNode array(Collection<String> texts) {
    ArrayNode array = Json.mapper().createArrayNode();
    texts.forEach(array::add);
    return array;
  }
}
