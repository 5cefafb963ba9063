package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.ModelFilter;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelType;
import java.math.BigDecimal;
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

  @Option(
      names = "--max-input-price",
      paramLabel = "DOLLARS",
      description = "Only models whose million tokens of input cost no more, such as 2.50.")
  private @Nullable BigDecimal inputPriceMax;

  @Option(names = "--free", description = "Only models that cost nothing.")
  private boolean free;

  @Option(names = "--deprecated", description = "Only models that their provider advises against.")
  private boolean deprecated;

  @Override
  public void run() {
    List<Model> all = models();
    List<Model> wanted = all.stream().filter(filter()).toList();
    Table table = Table.of("ID", "TYPE", "PROVIDERS", "CONTEXT", "PRICE", "CAPABILITIES");
    for (Model model : wanted) {
      JsonNode facts = facts(model);
      table.row(
          model.id(),
          facts.path("type").asText(),
          words(facts.path("providers")),
          facts.path("context_window").asText(),
          price(facts.path("price")),
          words(facts.path("capabilities")));
    }
    output.table(
        ModelJson.write(wanted),
        table,
        all.isEmpty() && !gateway.isGiven()
            ? "No model: " + CatalogOption.NOBODY
            : "No such model.");
  }

  private ModelFilter filter() {
    return new ModelFilter(
        type,
        provider,
        capability(capability),
        inputPriceMax,
        free ? true : null,
        deprecated ? true : null);
  }

  private static @Nullable Capability capability(@Nullable String word) {
    List<Capability> known = List.of(Capability.values());
    if (word == null) {
      return null;
    }
    return known.stream()
        .filter(capability -> capability.key().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                CommandFailure.option(
                    "--capability",
                    word,
                    known.stream().map(Capability::key).collect(Collectors.joining(", "))));
  }

  /** Input and output by the million tokens, or what an image costs. */
  private static String price(JsonNode price) {
    if (price.has("input")) {
      return price.path("input").asText() + "/" + price.path("output").asText();
    }
    return price.has("per_image") ? price.path("per_image").asText() + " an image" : "";
  }

  private List<Model> models() {
    if (gateway.isGiven()) {
      return gateway.open().models();
    }
    try (Router router = configured.open()) {
      return router.models();
    }
  }

  private static JsonNode facts(Model model) {
    return model.extra().getOrDefault("vaultgate", Json.object());
  }

  private static String words(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(","));
  }
}
