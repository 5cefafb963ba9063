package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a model, or overrides one. */
@Command(
    name = "set",
    description = "Add a model, or change where one is served and what it costs.",
    footer = {
      "",
      "For example: vaultgate models set gpt-4o-text --deployment openai/gpt-4o --input 2.50 --output 10"
    })
final class ModelsSetCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "The model's public id, such as lab-text.")
  private String id;

  @Option(
      names = "--deployment",
      required = true,
      paramLabel = "PROVIDER/MODEL",
      description = "Where it is served, by the provider's own name; several are tried in order.")
  private List<String> deployments;

  @Option(
      names = "--input",
      paramLabel = "DOLLARS",
      description = "What a million tokens of input cost (else the catalogue's prices).")
  private @Nullable BigDecimal input;

  @Option(
      names = "--output",
      paramLabel = "DOLLARS",
      description = "What a million tokens of output cost.")
  private @Nullable BigDecimal outputPrice;

  @Option(names = "--per-image", paramLabel = "DOLLARS", description = "What an image costs.")
  private @Nullable BigDecimal perImage;

  @Option(
      names = "--effective-from",
      paramLabel = "DAY",
      description = {
        "When these prices begin, such as 2027-01-31, in UTC;",
        "until then the catalogue's hold (else they hold at once)."
      })
  private @Nullable LocalDate effectiveFrom;

  @Override
  public void run() {
    ObjectNode entry = model();
    try (Administration administration = place.openOrMake()) {
      output.print(
          administration.put(ApiPath.of("/models/{}", id), entry),
          "%s is served by %s.".formatted(id, String.join(", then ", deployments)));
    }
  }

  private ObjectNode model() {
    ObjectNode model = Json.object();
    ArrayNode places = model.putArray("deployments");
    deployments.forEach(places::add);
    if (input != null || outputPrice != null || perImage != null) {
      ObjectNode price = model.putObject("price");
      put(price, "input", input);
      put(price, "output", outputPrice);
      put(price, "per_image", perImage);
      if (effectiveFrom != null) {
        price.put("effective_from", effectiveFrom.toString());
      }
    }
    return model;
  }

  private static void put(ObjectNode price, String name, @Nullable BigDecimal dollars) {
    if (dollars != null) {
      price.put(name, dollars.toPlainString());
    }
  }
}
