package dev.vaultgate.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.server.config.ConfigException;
import dev.vaultgate.server.http.ProtocolFault;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each path below {@code /api/v1} does, for those whom the gate has let in. */
public final class AdminApi {

  private static final int CREATED = 201;
  private static final int CALLS_USUAL = 20;
  private static final int OVERLAP_SECONDS = 24 * 60 * 60;

  private final Administration administration;
  private final Providers providers;

  public AdminApi(Administration administration, Providers providers) {
    this.administration = administration;
    this.providers = providers;
  }

  /** {@code GET /}: that this is here, and what below it. */
  public void resources(Context context) {
    parameters(context, Set.of());
    ObjectNode node = Json.object().put("object", "administration");
    node.putArray("resources")
        .add("keys")
        .add("credits")
        .add("usage")
        .add("models")
        .add("providers");
    answer(context, node);
  }

  /** {@code GET /keys}. */
  public void keys(Context context) {
    parameters(context, Set.of());
    answer(context, list(administration.keys(), KeyJson::write));
  }

  /** {@code POST /keys}: the only answer that holds a secret. */
  public void createKey(Context context) {
    NewKey created = administration.createKey(KeyJson.readSpec(body(context)));
    context.status(CREATED);
    answer(context, KeyJson.write(created));
  }

  /** {@code GET /keys/{id}}. */
  public void key(Context context) {
    parameters(context, Set.of());
    answer(context, KeyJson.write(administration.key(context.pathParam("id"))));
  }

  /** {@code PATCH /keys/{id}}: changes the members that are there. */
  public void changeKey(Context context) {
    parameters(context, Set.of());
    ObjectNode change = JsonMembers.parse(body(context)).object();
    answer(context, KeyJson.write(administration.changeKey(context.pathParam("id"), change)));
  }

  /** {@code POST /keys/{id}/rotate}: a new secret, and for how long the old one works beside it. */
  public void rotateKey(Context context) {
    JsonMembers members = JsonMembers.parse(body(context));
    int seconds = members.integer("overlap_seconds", OVERLAP_SECONDS);
    members.end();
    if (seconds < 0) {
      throw InvalidRequestException.value("overlap_seconds", seconds, "0 or more");
    }
    String id = context.pathParam("id");
    answer(context, KeyJson.write(administration.rotateKey(id, Duration.ofSeconds(seconds))));
  }

  /** {@code POST /keys/{id}/pause}, without a body. */
  public void pauseKey(Context context) {
    answer(context, KeyJson.write(administration.pauseKey(context.pathParam("id"), true)));
  }

  /** {@code POST /keys/{id}/resume}, without a body. */
  public void resumeKey(Context context) {
    answer(context, KeyJson.write(administration.pauseKey(context.pathParam("id"), false)));
  }

  /** {@code POST /keys/{id}/revoke}, without a body. */
  public void revokeKey(Context context) {
    answer(context, KeyJson.write(administration.revokeKey(context.pathParam("id"))));
  }

  /** {@code GET /credits}: every account. */
  public void credits(Context context) {
    parameters(context, Set.of());
    answer(context, list(administration.accounts(), CreditJson::write));
  }

  /** {@code POST /credits/top-ups}. */
  public void topUp(Context context) {
    JsonMembers members = JsonMembers.parse(body(context));
    String account = members.requiredText("account");
    Money amount = members.requiredDollars("amount");
    String reference = members.requiredText("reference");
    String note = members.text("note");
    members.end();
    try {
      TopUp topUp = administration.topUp(account, amount, reference, note == null ? "" : note);
      answer(context, CreditJson.write(topUp));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
  }

  /** {@code GET /credits/verification}: what does not add up. */
  public void verification(Context context) {
    parameters(context, Set.of());
    answer(context, list(administration.verifyCredit(), CreditJson::write));
  }

  /** {@code GET /providers}: the enabled ones, or all with {@code ?all=true}. */
  public void providers(Context context) {
    boolean all = "true".equals(parameters(context, Set.of("all")).get("all"));
    answer(context, Json.object().put("object", "list").set("data", providers.list(all)));
  }

  /** {@code GET /providers/{id}}. */
  public void provider(Context context) {
    parameters(context, Set.of());
    answer(context, providers.show(context.pathParam("id"), System.getenv()));
  }

  /** {@code GET /providers/{id}/models}: asks the provider. */
  public void providerModels(Context context) {
    parameters(context, Set.of());
    ArrayNode models = providers.models(context.pathParam("id"));
    answer(context, Json.object().put("object", "list").set("data", models));
  }

  /**
   * {@code POST /providers/{id}/test}: sends it a short question; {@code ?model=} chooses which.
   */
  public void testProvider(Context context) {
    String model = parameters(context, Set.of("model")).get("model");
    answer(context, providers.test(context.pathParam("id"), model));
  }

  /** {@code GET /models}: the models and aliases that administrators have added. */
  public void models(Context context) {
    parameters(context, Set.of());
    answer(context, list(administration.models().all(), ModelEntryJson::write));
  }

  /** {@code PUT /models/{id}}: adds a model or an alias, or puts it in the place of an earlier. */
  public void putModel(Context context) {
    parameters(context, Set.of());
    ModelEntry entry = ModelEntryJson.readSpec(context.pathParam("id"), body(context));
    changed(() -> administration.models().put(entry));
    answer(context, ModelEntryJson.write(entry));
  }

  /** {@code DELETE /models/{id}}: forgets what was added; what is configured shows again. */
  public void removeModel(Context context) {
    parameters(context, Set.of());
    String name = context.pathParam("id");
    AtomicBoolean removed = new AtomicBoolean();
    changed(() -> removed.set(administration.models().remove(name)));
    if (!removed.get()) {
      throw new InvalidRequestException(
          404, "not_found", "No administrator has added " + name + ".", "id");
    }
    answer(context, Json.object().put("name", name).put("removed", true));
  }

  /** {@code POST /reload}, without a body: reads the configuration anew. */
  public void reload(Context context) {
    parameters(context, Set.of());
    changed(administration::reload);
    answer(context, Json.object().put("reloaded", true));
  }

  /** A change that may be refused, whole, for what was asked. */
  private static void changed(Runnable change) {
    try {
      change.run();
    } catch (ConfigException | IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
  }

  /** {@code GET /usage}: of all calls, or those that every parameter of the query fits. */
  public void usage(Context context) {
    Map<String, String> asked =
        parameters(
            context, Set.of("account", "key_id", "model", "from", "until", "outcome", "limit"));
    UsageQuery query =
        new UsageQuery(
            instant("from", asked.get("from")),
            instant("until", asked.get("until")),
            asked.get("key_id"),
            asked.get("account"),
            asked.get("model"),
            outcome(asked.get("outcome")));
    int limit = limit(asked.getOrDefault("limit", String.valueOf(CALLS_USUAL)));
    answer(context, UsageReportJson.write(administration.usage(query, limit)));
  }

  private static @Nullable Instant instant(String name, @Nullable String text) {
    return text == null
        ? null
        : JsonMembers.parsed(name, text, "a time such as 2027-01-31T12:00:00Z", Instant::parse);
  }

  private static @Nullable Outcome outcome(@Nullable String word) {
    return word == null
        ? null
        : JsonMembers.parsed("outcome", word, "how a call ended, such as ok", Outcome::parse);
  }

  private static int limit(String text) {
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= UsageLog.PAGE_MAX) {
        return limit;
      }
    }
    throw InvalidRequestException.value("limit", text, "1 to " + UsageLog.PAGE_MAX);
  }

  /** The query, in which nothing may stand twice, and nothing that is not known. */
  private static Map<String, String> parameters(Context context, Set<String> known) {
    Map<String, List<String>> given = context.queryParamMap();
    given.forEach(
        (name, values) -> {
          if (!known.contains(name) || values.size() != 1) {
            throw new InvalidRequestException(
                400, "unknown_parameter", name + ": not expected here, or not twice", name);
          }
        });
    return given.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().get(0)));
  }

  private static byte[] body(Context context) {
    String type = context.contentType();
    boolean isJson =
        type != null
            && type.replace(" ", "")
                .toLowerCase(Locale.ROOT)
                .matches("application/json(;charset=\"?utf-8\"?)?");
    if (!isJson || context.header("Content-Encoding") != null) {
      throw ProtocolFault.mediaType("application/json in UTF-8");
    }
    return context.bodyAsBytes();
  }

  private static <T> ObjectNode list(List<T> values, Function<T, ObjectNode> writer) {
    ObjectNode node = Json.object().put("object", "list");
    ArrayNode data = node.putArray("data");
    values.stream().map(writer).forEach(data::add);
    return node;
  }

  private static void answer(Context context, JsonNode json) {
    context.contentType("application/json").result(Json.bytes(json));
  }
}
