package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Models: list and show. */
@Command(
    name = "models",
    description = "List and show models, of this configuration or of a running gateway.",
    mixinStandardHelpOptions = true,
    subcommands = {ModelsCommand.ListAll.class, ModelsCommand.Show.class})
final class ModelsCommand extends Group {

  @Command(name = "list", description = "List the models.", mixinStandardHelpOptions = true)
  static final class ListAll implements Runnable {
    @Mixin private RouterOption configured;
    @Mixin private RemoteOption remote;
    @Mixin private Output output;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only text, image or hybrid models.")
    private @Nullable String type;

    @Option(names = "--provider", paramLabel = "ID", description = "Only models of this provider.")
    private @Nullable String provider;

    @Option(
        names = "--capability",
        paramLabel = "WORD",
        description = "Only models with this: tools, vision, structured_output, reasoning.")
    private @Nullable String capability;

    @Override
    public void run() {
      List<Model> models = models(configured, remote).stream().filter(this::isWanted).toList();
      List<List<String>> rows = new ArrayList<>();
      for (Model model : models) {
        JsonNode facts = facts(model);
        rows.add(
            List.of(
                model.id(),
                facts.path("type").asText("-"),
                words(facts.path("providers")),
                facts.path("context_window").asText("-"),
                words(facts.path("capabilities"))));
      }
      output.table(
          ModelJson.write(models),
          List.of("ID", "TYPE", "PROVIDERS", "CONTEXT", "CAPABILITIES"),
          rows);
    }

    private boolean isWanted(Model model) {
      JsonNode facts = facts(model);
      return (type == null || facts.path("type").asText().equals(type.toLowerCase(Locale.ROOT)))
          && (provider == null || has(facts.path("providers"), provider))
          && (capability == null || has(facts.path("capabilities"), capability));
    }
  }

  @Command(name = "show", description = "Show one model.", mixinStandardHelpOptions = true)
  static final class Show implements Runnable {
    @Mixin private RouterOption configured;
    @Mixin private RemoteOption remote;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID", description = "The model's id.")
    private String id;

    @Override
    public void run() {
      Model model =
          models(configured, remote).stream()
              .filter(candidate -> candidate.id().equals(id))
              .findFirst()
              .orElseThrow(() -> CommandFailure.notFound("no model " + id + " here"));
      JsonNode tree = ModelJson.write(model);
      output.print(tree, tree.toPrettyString());
    }
  }

  private static List<Model> models(RouterOption configured, RemoteOption remote) {
    if (remote.isGiven()) {
      return RemoteModels.list(remote);
    }
    try (Router router = configured.open()) {
      return router.models();
    }
  }

  private static JsonNode facts(Model model) {
    return model.extra().getOrDefault("vaultgate", Json.object());
  }

  private static boolean has(JsonNode words, String wanted) {
    for (JsonNode word : words) {
      if (word.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static String words(JsonNode array) {
    List<String> words = new ArrayList<>();
    array.forEach(word -> words.add(word.asText()));
    return words.isEmpty() ? "-" : String.join(",", words);
  }
}
