package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.server.admin.AccountView;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.CreditJson;
import dev.vaultgate.server.admin.KeyJson;
import dev.vaultgate.server.admin.KeyView;
import dev.vaultgate.server.admin.ModelEntryJson;
import dev.vaultgate.server.admin.NewKey;
import dev.vaultgate.server.admin.Revocation;
import dev.vaultgate.server.admin.TopUp;
import dev.vaultgate.server.admin.UsageReport;
import dev.vaultgate.server.admin.UsageReportJson;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Administration of a running server, by its API.
 *
 * @param api its address with {@code /api/v1}, and the admin key
 */
record RemoteAdministration(RemoteApi api) implements Administration {

  @Override
  public String place() {
    return "the server at " + api.base().resolve("/");
  }

  /** Whether a server answers there, and the key opens it. */
  boolean answers() {
    try {
      return api.get("").path("object").asText().equals("administration");
    } catch (CommandFailure e) {
      return false;
    }
  }

  @Override
  public List<KeyView> keys() {
    return list("/keys", KeyJson::read);
  }

  @Override
  public KeyView key(String id) {
    return read(api.get("/keys/" + encoded(id)), KeyJson::read);
  }

  @Override
  public NewKey createKey(KeySpec spec) {
    return read(api.post("/keys", KeyJson.write(spec)), KeyJson::readNew);
  }

  @Override
  public KeyView changeKey(String id, ObjectNode change) {
    return read(api.patch("/keys/" + encoded(id), change), KeyJson::read);
  }

  @Override
  public NewKey rotateKey(String id, Duration overlap) {
    JsonNode body = Json.object().put("overlap_seconds", overlap.toSeconds());
    return read(api.post("/keys/" + encoded(id) + "/rotate", body), KeyJson::readNew);
  }

  @Override
  public KeyView pauseKey(String id, boolean pause) {
    String path = "/keys/" + encoded(id) + (pause ? "/pause" : "/resume");
    return read(api.post(path), KeyJson::read);
  }

  @Override
  public Revocation revokeKey(String id) {
    return read(api.post("/keys/" + encoded(id) + "/revoke"), KeyJson::readRevocation);
  }

  @Override
  public List<AccountView> accounts() {
    return list("/credits", CreditJson::readAccount);
  }

  @Override
  public TopUp topUp(String account, Money amount, String reference, String note) {
    JsonNode body =
        Json.object()
            .put("account", account)
            .put("amount", amount.toDollars().toPlainString())
            .put("reference", reference)
            .put("note", note);
    return read(api.post("/credits/top-ups", body), CreditJson::readTopUp);
  }

  @Override
  public List<Ledger.Mismatch> verifyCredit() {
    return list("/credits/verification", CreditJson::readMismatch);
  }

  @Override
  public UsageReport usage(UsageQuery query, int max) {
    String path =
        "/usage?limit="
            + max
            + parameter("account", query.account())
            + parameter("key_id", query.keyId())
            + parameter("model", query.model())
            + parameter("from", query.from())
            + parameter("until", query.until())
            + parameter("outcome", query.outcome() == null ? null : query.outcome().word());
    return read(api.get(path), UsageReportJson::read);
  }

  @Override
  public ModelEntries models() {
    return new RemoteModels();
  }

  @Override
  public void reload() {
    api.post("/reload");
  }

  private final class RemoteModels implements ModelEntries {

    @Override
    public List<ModelEntry> all() {
      return list("/models", ModelEntryJson::read);
    }

    @Override
    public void put(ModelEntry entry) {
      ObjectNode body = ModelEntryJson.write(entry);
      body.remove("name");
      api.put(path(entry.name()), body);
    }

    @Override
    public boolean remove(String name) {
      try {
        api.delete(path(name));
        return true;
      } catch (CommandFailure e) {
        if (e.code() == ExitCode.NOT_FOUND) {
          return false;
        }
        throw e;
      }
    }

    /** With its slashes, since servers do not take escaped ones. */
    private static String path(String name) {
      return "/models/" + encoded(name).replace("%2F", "/");
    }
  }

  private static String parameter(String name, @Nullable Object value) {
    return value == null ? "" : "&" + name + "=" + encoded(value.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private <T> List<T> list(String path, Function<JsonNode, T> reader) {
    List<T> values = new ArrayList<>();
    api.get(path).path("data").forEach(element -> values.add(read(element, reader)));
    return values;
  }

  private <T> T read(JsonNode json, Function<JsonNode, T> reader) {
    try {
      return reader.apply(json);
    } catch (InvalidRequestException e) {
      throw RemoteApi.notAGateway(api.base(), e);
    }
  }

  @Override
  public void close() {
    // The server keeps the store; connections end with the process.
  }
}
