package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command answers: a table for people, or JSON for scripts. A mixin of every command. */
final class Output {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** Prints one line of text, or the JSON. */
  void print(JsonNode tree, String text) {
    out().println(json ? tree.toPrettyString() : text);
    out().flush();
  }

  /** Prints rows under a head, or the JSON. */
  void table(JsonNode tree, List<String> head, List<List<String>> rows) {
    if (json) {
      out().println(tree.toPrettyString());
    } else {
      printTable(head, rows);
    }
    out().flush();
  }

  private void printTable(List<String> head, List<List<String>> rows) {
    int[] widths = new int[head.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = head.get(column).length();
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    printRow(head, widths);
    rows.forEach(row -> printRow(row, widths));
  }

  private void printRow(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      line.append(row.get(column));
      if (column < widths.length - 1) {
        line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
      }
    }
    out().println(line);
  }

  /** A tree of any values that JSON has. */
  static JsonNode tree(Object value) {
    return Json.mapper().valueToTree(value);
  }
}
