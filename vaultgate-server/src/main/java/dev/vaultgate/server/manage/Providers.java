package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.CatalogFiles;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.time.SystemTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The providers as an administrator sees them: which are known, which are on, what they serve, and
 * whether they answer. Nothing that it tells holds a key, nor bytes that a provider's address
 * answered with. Safe for many threads.
 */
public final class Providers {

  private final Router router;
  private final ProviderRegistry registry;
  private final SystemTime time;

  public Providers(Router router, SystemTime time) {
    this(router, ProviderRegistry.builtIn(), time);
  }

  Providers(Router router, ProviderRegistry registry, SystemTime time) {
    this.router = router;
    this.registry = registry;
    this.time = time;
  }

  /**
   * The enabled providers, each in a few words.
   *
   * @param all whether those that are only known follow
   */
  public ArrayNode list(boolean all) {
    ArrayNode list = Json.mapper().createArrayNode();
    List<ProviderRow> enabled = router.catalog().providers();
    enabled.forEach(row -> list.add(brief(row, true)));
    if (all) {
      registry.rows().stream()
          .filter(row -> enabled.stream().noneMatch(other -> other.id().equals(row.id())))
          .forEach(row -> list.add(brief(row, false)));
    }
    return list;
  }

  private static ObjectNode brief(ProviderRow row, boolean enabled) {
    ObjectNode node = Json.object();
    node.put("id", row.id())
        .put("name", row.name())
        .put("wire", row.wire())
        .put("enabled", enabled)
        .put("base_url", row.baseUrl())
        .set("key_variables", array(row.environment().keys()));
    return node;
  }

  /**
   * All that is known of one provider.
   *
   * @param environment tells which of its variables are set, never what they hold
   * @throws InvalidRequestException 404 when there is none of this id
   */
  public ObjectNode show(String id, Map<String, String> environment) {
    Optional<ProviderRow> enabled = enabled(id);
    ProviderRow row = enabled.or(() -> registry.find(id)).orElseThrow(() -> unknown(id));
    ObjectNode node = brief(row, enabled.isPresent());
    node.put("key_found_in", row.keyVariable(environment).orElse(null));
    node.put("identity", row.identity());
    node.put("restricted", row.restricted());
    ObjectNode variables = node.putObject("variables");
    row.variables()
        .forEach(
            (name, known) ->
                variables.put(
                    name,
                    known.meaning()
                        + (known.environment().isEmpty()
                            ? ""
                            : " (" + String.join(", ", known.environment()) + ")")));
    ObjectNode paths = node.putObject("paths");
    row.paths().forEach(paths::put);
    node.set("quirks", array(row.quirks().stream().map(Quirk::id).toList()));
    node.set("drops", array(row.rules().drops()));
    node.put("models_known", CatalogFiles.builtInModels(row.id()).size());
    node.put("docs", row.origin().docsUrl());
    node.put("as_of", row.origin().asOf());
    node.put("source", row.origin().source());
    node.set("unverified", array(row.origin().unverified()));
    return node;
  }

  /**
   * The models that a provider says it serves now, by its own names, and whether the catalogue
   * knows them.
   *
   * @throws VaultGateException when it is not enabled, has no list, or does not give it
   */
  public ArrayNode models(String id) {
    ProviderRow row = enabled(id).orElseThrow(() -> notEnabled(id));
    if (!row.has("models")) {
      throw new InvalidRequestException(
          400, "invalid_value", "provider " + row.id() + " lists no models", "provider");
    }
    ArrayNode list = Json.mapper().createArrayNode();
    for (String model : listed(row)) {
      String bare = model.startsWith("models/") ? model.substring("models/".length()) : model;
      String known =
          router
              .catalog()
              .resolve(row.id() + "/" + bare, time.today())
              .model()
              .filter(found -> found.deployments().get(0).row() != null)
              .map(PublicModel::id)
              .orElse(null);
      list.addObject().put("model", model).put("id", known);
    }
    return list;
  }

  /** Asks a provider what does not hang on a model. */
  private List<String> listed(ProviderRow row) {
    return router
        .candidates(ProviderTrial.unknown(row.id(), "any"))
        .get(0)
        .upstream()
        .models(Timeouts.DEFAULT, new Cancellation());
  }

  /**
   * Sends one short question, and tells how it went: in plain words, with time and status.
   *
   * @param model the provider's own name for a model; null for the cheapest that is catalogued
   * @throws InvalidRequestException when the provider is not enabled, or no model is known
   */
  public ObjectNode test(String id, @Nullable String model) {
    ProviderRow row = enabled(id).orElseThrow(() -> notEnabled(id));
    return new ProviderTrial(router, time).of(row, model);
  }

  private Optional<ProviderRow> enabled(String id) {
    return router.catalog().providers().stream()
        .filter(row -> row.id().equals(id) || row.aliases().contains(id))
        .findFirst();
  }

  private InvalidRequestException notEnabled(String id) {
    ProviderRow row = registry.find(id).orElseThrow(() -> unknown(id));
    List<String> variables = row.environment().keys();
    return new InvalidRequestException(
        404,
        "not_found",
        "provider %s is not enabled: %s"
            .formatted(
                row.id(),
                variables.isEmpty()
                    ? "name it in vaultgate.yaml"
                    : "set " + String.join(" or ", variables)),
        "provider");
  }

  private static InvalidRequestException unknown(String id) {
    return new InvalidRequestException(
        404,
        "not_found",
        "there is no provider " + id + " (see: providers list --all)",
        "provider");
  }

  private static ArrayNode array(Collection<String> texts) {
    ArrayNode array = Json.mapper().createArrayNode();
    texts.forEach(array::add);
    return array;
  }
}
