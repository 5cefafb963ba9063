package dev.vaultgate.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.Lifecycle;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ModelRow;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Public models as entries of {@code /v1/models}, with what a client may want to choose by. */
final class ModelFacts {

  /** The member of an entry that holds what OpenAI's has no word for. */
  static final String MEMBER = "vaultgate";

  private ModelFacts() {}

  static Model of(PublicModel model) {
    Optional<ModelRow> row = model.facts();
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    ObjectNode facts = Json.object();
    facts.put("type", model.type().name().toLowerCase(Locale.ROOT));
    List<String> types = typesOfNames(model);
    if (types.size() > 1) {
      types.forEach(facts.putArray("types")::add);
    }
    model
        .deployments()
        .get(0)
        .traits()
        .capabilities()
        .forEach(capability -> capabilities(facts).add(capability.key()));
    Integer context = model.deployments().get(0).traits().contextTokens();
    if (context != null) {
      facts.put("context_window", context);
    }
    Integer output = model.deployments().get(0).traits().maxOutputTokens();
    if (output != null) {
      facts.put("max_output_tokens", output);
    }
    ArrayNode providers = facts.putArray("providers");
    model.deployments().stream().map(d -> d.provider()).distinct().forEach(providers::add);
    row.map(ModelRow::name).ifPresent(name -> facts.put("name", name));
    ModelPrice price = model.price();
    if (price != null) {
      facts.set("price", PriceFacts.of(price));
      row.map(ModelRow::listedPrice)
          .filter(listed -> listed.price().equals(price))
          .ifPresent(
              listed ->
                  facts
                      .put("price_as_of", listed.asOf().toString())
                      .put("price_source", listed.source()));
    }
    row.map(ModelRow::lifecycle).ifPresent(lifecycle -> put(facts, lifecycle));
    extra.put(MEMBER, facts);
    long created =
        row.map(ModelRow::lifecycle)
            .flatMap(lifecycle -> Optional.ofNullable(lifecycle.released()))
            .map(ModelFacts::seconds)
            .orElse(0L);
    return new Model(model.id(), created, model.deployments().get(0).provider(), extra);
  }

  /** What it may be asked for as: many a model that writes text is a hybrid by another name. */
  private static List<String> typesOfNames(PublicModel model) {
    return model.names().stream()
        .flatMap(name -> ModelType.ofId(name).stream())
        .map(ModelType::key)
        .distinct()
        .toList();
  }

  private static void put(ObjectNode facts, Lifecycle lifecycle) {
    if (lifecycle.deprecated()) {
      facts.put("deprecated", true);
    }
    if (lifecycle.shutdown() != null) {
      facts.put("shutdown", lifecycle.shutdown().toString());
    }
    if (lifecycle.successor() != null) {
      facts.put("successor", lifecycle.successor());
    }
  }

  /** A date, or a year and month, as the catalogue has it. */
  private static long seconds(String released) {
    String day = released.length() == "2025-04".length() ? released + "-01" : released;
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }

  private static ArrayNode capabilities(ObjectNode facts) {
    return facts.get("capabilities") instanceof ArrayNode there
        ? there
        : facts.putArray("capabilities");
  }
}
