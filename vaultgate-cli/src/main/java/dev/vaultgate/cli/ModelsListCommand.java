package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists models. */
@Command(name = "list", description = "List the models that can be used.")
final class ModelsListCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private GatewayOption gateway;
  @Mixin private Output output;

  @Option(names = "--type", paramLabel = "TYPE", description = "Only text, image or hybrid models.")
  private @Nullable ModelType type;

  @Option(names = "--provider", paramLabel = "ID", description = "Only models of this provider.")
  private @Nullable String provider;

  @Option(
      names = "--capability",
      paramLabel = "WORD",
      description = "Only models with this, such as tools, vision or reasoning.")
  private @Nullable String capability;

  @Override
  public void run() {
    checkCapability();
    List<Model> all = models();
    List<Model> wanted = all.stream().filter(this::isWanted).toList();
    Table table = Table.of("ID", "TYPE", "PROVIDERS", "CONTEXT", "CAPABILITIES");
    for (Model model : wanted) {
      JsonNode facts = facts(model);
      table.row(
          model.id(),
          facts.path("type").asText(),
          words(facts.path("providers")),
          facts.path("context_window").asText(),
          words(facts.path("capabilities")));
    }
    output.table(
        ModelJson.write(wanted),
        table,
        all.isEmpty() && !gateway.isGiven()
            ? "No model: " + CatalogOption.NOBODY
            : "No such model.");
  }

  private List<Model> models() {
    if (gateway.isGiven()) {
      return gateway.open().models();
    }
    try (Router router = configured.open()) {
      return router.models();
    }
  }

  private boolean isWanted(Model model) {
    JsonNode facts = facts(model);
    return (type == null || facts.path("type").asText().equals(type.key()))
        && (provider == null || has(facts.path("providers"), provider))
        && (capability == null || has(facts.path("capabilities"), capability));
  }

  private void checkCapability() {
    List<String> known = Arrays.stream(Capability.values()).map(Capability::key).toList();
    if (capability != null && !known.contains(capability)) {
      throw CommandFailure.option("--capability", capability, String.join(", ", known));
    }
  }

  private static JsonNode facts(Model model) {
    return model.extra().getOrDefault("vaultgate", Json.object());
  }

  private static boolean has(JsonNode words, String wanted) {
    return StreamSupport.stream(words.spliterator(), false)
        .anyMatch(word -> word.asText().equals(wanted));
  }

  private static String words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }
}
