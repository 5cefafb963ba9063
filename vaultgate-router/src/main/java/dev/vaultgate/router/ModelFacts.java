package dev.vaultgate.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ModelRow;
import dev.vaultgate.router.catalog.PublicModel;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Public models as entries of {@code /v1/models}, with what a client may want to choose by. */
final class ModelFacts {

  private ModelFacts() {}

  static Model of(PublicModel model) {
    Optional<ModelRow> row = model.facts();
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    ObjectNode facts = Json.object();
    facts.put("type", model.type().name().toLowerCase(Locale.ROOT));
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
    extra.put("vaultgate", facts);
    long created =
        row.map(ModelRow::lifecycle)
            .flatMap(lifecycle -> Optional.ofNullable(lifecycle.released()))
            .map(ModelFacts::seconds)
            .orElse(0L);
    return new Model(model.id(), created, model.deployments().get(0).provider(), extra);
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
