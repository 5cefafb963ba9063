package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.CatalogFiles;
import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.PriceTable;
import dev.vaultgate.router.usage.Rerating;
import dev.vaultgate.router.usage.UsageQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows what models cost, did cost and will cost, the prices that calls were charged by, and what
 * they would have cost by others.
 */
public final class PriceOperations implements Topic {

  /** A price for each of some thousand models. */
  private static final int BODY_BYTES_MAX = 1024 * 1024;

  private final Store store;
  private final Supplier<Catalog> catalog;
  private final SystemTime time;

  /**
   * @param catalog the present prices
   */
  public PriceOperations(Store store, Supplier<Catalog> catalog, SystemTime time) {
    this.store = store;
    this.catalog = catalog;
    this.time = time;
  }

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/catalog/prices", Access.USER)
            .named(
                "listModelPrices",
                "What a model costs, at each deployment, will cost from days that are known, and"
                    + " calls of it were charged by before.")
            .query("model", "string", "Any name of the model.")
            .gives("ModelPrice[]")
            .by(this::ofModel),
        Operation.get("/credits/prices", Access.ADMIN)
            .named("listPrices", "The prices that calls were charged by, the first used first.")
            .gives("PriceVersion[]")
            .by(call -> Answer.list(store.prices().all(), PriceOperations::write)),
        Operation.post("/credits/rerates", Access.ADMIN)
            .named("rerate", "What past calls would have cost by other prices; changes nothing.")
            .takes("Rerate")
            .bodyBytesMax(BODY_BYTES_MAX)
            .inPrivate()
            .gives("Rerated")
            .by(this::rerate));
  }

  private Answer ofModel(Call call) {
    String name = call.query().text("model");
    if (name == null) {
      throw InvalidRequestException.missing("model");
    }
    PublicModel model =
        catalog
            .get()
            .resolve(name, time.today())
            .model()
            .orElseThrow(
                () -> InvalidRequestException.modelNotFound("There is no model " + name + "."));
    List<ObjectNode> prices = new ArrayList<>();
    Set<String> present = new HashSet<>();
    for (Deployment deployment : model.deployments()) {
      for (DatedPrice later : deployment.prices().later()) {
        prices.add(write("later", PriceVersion.of(later, time.now()), deployment));
      }
    }
    for (Deployment deployment : model.deployments()) {
      DatedPrice now = deployment.prices().now();
      if (now != null) {
        present.add(now.version());
        prices.add(write("now", PriceVersion.of(now, time.now()), deployment));
      }
    }
    store.prices().of(model.id()).stream()
        .filter(used -> !present.contains(used.version()))
        .sorted(Comparator.comparing(PriceVersion::keptAt).reversed())
        .map(used -> write("past", used, null).put("first_used_at", used.keptAt().toString()))
        .forEach(prices::add);
    return Answer.list(prices, price -> price);
  }

  private static ObjectNode write(String when, PriceVersion version, @Nullable Deployment at) {
    ObjectNode json = write(version).put("when", when);
    json.remove("first_used_at");
    return json.put("deployment", at == null ? null : at.id());
  }

  private Answer rerate(Call call) {
    JsonMembers members = call.body();
    UsageQuery query =
        UsageQuery.ALL.between(members.requiredInstant("from"), members.instant("until"));
    JsonNode given = members.any("prices");
    members.end();
    Rerating rerating = Rerating.of(store.usage(), query, table(given));
    ObjectNode json = Json.object();
    json.set("total", write(rerating.total()));
    ArrayNode models = json.putArray("models");
    rerating
        .lines()
        .forEach(line -> models.add(Json.object().put("model", line.model()).setAll(write(line))));
    return Answer.of(json);
  }

  /** The prices that are named, and for models that they leave out the present ones. */
  private PriceTable table(@Nullable JsonNode given) {
    PriceTable present = PriceTable.of(catalog.get(), time.today());
    return given == null || given.isNull() ? present : PriceTable.of(prices(given)).or(present);
  }

  private static Map<String, ModelPrice> prices(JsonNode given) {
    if (!given.isObject()) {
      throw InvalidRequestException.value("prices", given.getNodeType(), "prices by model");
    }
    Map<String, ModelPrice> prices = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> price : given.properties()) {
      String path = "prices." + price.getKey();
      try {
        prices.put(price.getKey(), CatalogFiles.price(path, price.getValue()));
      } catch (IllegalArgumentException e) {
        throw new InvalidRequestException(
            400, "invalid_value", String.valueOf(e.getMessage()), path, e);
      }
    }
    return prices;
  }

  private static ObjectNode write(Rerating.Line line) {
    return Json.object()
        .put("calls", line.calls())
        .put("cost", CreditOperations.dollars(line.cost()))
        .put("rerated", CreditOperations.dollars(line.rerated()))
        .put("difference", CreditOperations.dollars(line.difference()))
        .put("unpriced_calls", line.unpriced());
  }

  private static ObjectNode write(PriceVersion version) {
    try {
      ObjectNode json = Json.object().put("version", version.version());
      json.set("price", Json.read(version.price().getBytes(StandardCharsets.UTF_8)));
      return json.put("effective_from", text(version.from()))
          .put("as_of", text(version.asOf()))
          .put("source", version.source())
          .put("first_used_at", version.keptAt().toString());
    } catch (IOException e) {
      throw new IllegalStateException("the price " + version.version() + " is no JSON", e);
    }
  }

  private static @Nullable String text(@Nullable LocalDate day) {
    return day == null ? null : day.toString();
  }
}
