package dev.vaultgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line in this process, with surroundings of its own. */
record Cli(Map<String, String> environment, String typed) {

  /** What a command left behind. */
  record Result(int code, String out, String err) {

    JsonNode json() {
      return tree(out);
    }

    JsonNode jsonError() {
      return tree(err).path("error");
    }

    private static JsonNode tree(String text) {
      try {
        return Json.read(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** With a data folder, and nothing else set. */
  static Cli in(Path folder) {
    return new Cli(Map.of("VAULTGATE_HOME", folder.toString()), "");
  }

  Cli with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Cli(more, typed);
  }

  Cli typing(String lines) {
    return new Cli(environment, lines);
  }

  Result run(List<String> arguments) {
    return run(arguments.toArray(String[]::new));
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
    int code =
        Main.commandLine(surroundings, arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
