package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.client.outbound.MediaException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.alert.Alert;
import dev.vaultgate.router.alert.AlertJson;
import dev.vaultgate.router.alert.AlertPage;
import dev.vaultgate.router.alert.AlertQuery;
import dev.vaultgate.router.alert.AlertSettings;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.alert.Webhook;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows alerts, and keeps what their owners want. Administrators see the operator's beside their
 * own, and, by name, those of any account.
 */
public final class AlertOperations implements Topic {

  private static final int ALERTS_USUAL = 50;
  private static final int ALERTS_MAX = 1_000;
  private static final int SECRET_BYTES = 32;

  private final AlertStore alerts;
  private final AccountChoice accounts;
  private final AddressRules rules;
  private final LongFunction<OptionalInt> tester;
  private final SystemTime time;

  /**
   * @param rules which addresses a webhook may have
   * @param tester posts a test to an owner's webhook; the status of the answer
   */
  public AlertOperations(
      AlertStore alerts,
      KeyStore accounts,
      AddressRules rules,
      LongFunction<OptionalInt> tester,
      SystemTime time) {
    this.alerts = alerts;
    this.accounts = new AccountChoice(accounts);
    this.rules = rules;
    this.tester = tester;
    this.time = time;
  }

  @Override
  public String name() {
    return "alerts";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/alerts", Access.USER)
            .named("listAlerts", "Alerts, newest first.")
            .query("account", "string", "Of this account, instead of one's own.")
            .query("all", "boolean", "Of everybody, for administrators.")
            .query("unread", "boolean", "Only those that nobody has read.")
            .query("limit", "integer", "How many, 1 to " + ALERTS_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("Alert[]")
            .by(this::list),
        Operation.get("/alerts/unread", Access.USER)
            .named("countAlerts", "How many alerts are unread.")
            .query("account", "string", "Of this account, instead of one's own.")
            .gives("AlertsUnread")
            .by(
                call ->
                    Answer.of(
                        Json.object()
                            .put("unread", alerts.unread(new AlertQuery(owners(call), true))))),
        Operation.post("/alerts/read", Access.USER)
            .named("readAlerts", "Say that an alert is read, or all of them.")
            .inPrivate()
            .takes("AlertsRead")
            .gives("AlertsReadNow")
            .by(this::read),
        Operation.get("/alerts/settings", Access.USER)
            .named("showAlertSettings", "Of what an account's owner is told, and how.")
            .query("account", "string", "Of this account, instead of one's own.")
            .gives("AlertSettings")
            .by(this::settings),
        Operation.patch("/alerts/settings", Access.USER)
            .named(
                "changeAlertSettings",
                "Change the members that are given; null goes back to the usual. Only the answer to"
                    + " a new webhook holds its secret.")
            .query("account", "string", "Of this account, instead of one's own.")
            .takes("AlertSettingsChange")
            .gives("AlertSettings")
            .by(this::change),
        Operation.post("/alerts/test", Access.USER)
            .named("testAlerts", "Post an alert that says nothing to the webhook.")
            .query("account", "string", "To this account's, instead of one's own.")
            .gives("AlertTest")
            .by(this::test));
  }

  /** Whose alerts are meant; everybody's if empty. */
  private Set<Long> owners(Call call) {
    String name = call.query().text("account");
    boolean isAdmin = call.identity().role() == Identity.Role.ADMIN;
    if (name != null || !isAdmin) {
      return Set.of(accounts.of(call, name).id());
    }
    Set<Long> owners = new HashSet<>(Set.of(Alert.OPERATOR));
    Long own = call.identity().accountId();
    if (own != null) {
      owners.add(own);
    }
    return owners;
  }

  private Answer list(Call call) {
    Query query = call.query();
    boolean isAll = query.flag("all");
    if (isAll && call.identity().role() != Identity.Role.ADMIN) {
      throw InvalidRequestException.value("all", "true", "false, unless one administers");
    }
    AlertPage page =
        alerts.page(
            new AlertQuery(isAll ? Set.of() : owners(call), query.flag("unread")),
            query.integer("limit", ALERTS_USUAL, 1, ALERTS_MAX),
            query.page("page"));
    return Answer.page(page.alerts(), AlertJson::write, page.next());
  }

  private Answer read(Call call) {
    JsonMembers members = call.body();
    String id = members.text("id");
    members.end();
    if (id != null && !id.matches("[0-9]{1,18}")) {
      throw InvalidRequestException.value("id", id, "the id of an alert");
    }
    int read =
        alerts.read(
            new AlertQuery(owners(call), false), id == null ? null : Long.valueOf(id), time.now());
    call.note().of(id == null ? "all" : id);
    return Answer.of(Json.object().put("read", read));
  }

  private Account account(Call call) {
    return accounts.of(call, call.query().text("account"));
  }

  private Answer settings(Call call) {
    return Answer.of(write(alerts.settings(account(call).id())));
  }

  private Answer change(Call call) {
    Account account = account(call);
    AlertSettings known = alerts.settings(account.id());
    ObjectNode whole = write(known);
    call.note().of(account.name()).before(audited(known));
    AlertSettings changed = changed(known, whole.setAll(call.body().object()));
    alerts.configure(account.id(), changed);
    ObjectNode json = write(changed);
    call.note().after(audited(changed));
    Webhook webhook = changed.webhook();
    if (webhook != null && !webhook.equals(known.webhook())) {
      json.put("webhook_secret", webhook.secret());
    }
    return Answer.of(json);
  }

  private AlertSettings changed(AlertSettings known, ObjectNode whole) {
    JsonMembers members = JsonMembers.of(whole);
    List<Integer> thresholds = new ArrayList<>();
    JsonNode given = members.any("thresholds");
    for (JsonNode percent : given == null ? List.<JsonNode>of() : members.array("thresholds")) {
      if (!percent.isIntegralNumber() || !percent.canConvertToInt()) {
        throw InvalidRequestException.value("thresholds", percent, "whole numbers, 1 to 100");
      }
      thresholds.add(percent.intValue());
    }
    Money floor = members.dollars("floor");
    String url = members.text("webhook_url");
    boolean mail = members.flag("mail", AlertSettings.USUAL.mail());
    members.end();
    try {
      return new AlertSettings(
          given == null ? AlertSettings.USUAL.thresholds() : thresholds,
          floor,
          webhook(url, known.webhook()),
          mail);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
  }

  /** Another address has another secret, so that nobody learns the one by moving the other. */
  private @Nullable Webhook webhook(@Nullable String url, @Nullable Webhook known) {
    if (url == null || known != null && known.url().equals(url)) {
      return url == null ? null : known;
    }
    try {
      rules.check(url);
    } catch (MediaException e) {
      throw new InvalidRequestException(
          400,
          "invalid_value",
          "webhook_url: not allowed (expected: an https address of the public internet)",
          "webhook_url",
          e);
    }
    byte[] secret = new byte[SECRET_BYTES];
    time.fillSecret(secret);
    return new Webhook(url, "vgw_" + HexFormat.of().formatHex(secret));
  }

  /**
   * Of the answer no more is told than its status: whoever posts it may not be who owns the host.
   */
  private Answer test(Call call) {
    boolean isOperators =
        call.query().text("account") == null && call.identity().role() == Identity.Role.ADMIN;
    long owner = isOperators ? Alert.OPERATOR : account(call).id();
    OptionalInt status = tester.apply(owner);
    ObjectNode json =
        Json.object().put("delivered", status.isPresent() && status.getAsInt() / 100 == 2);
    return Answer.of(
        status.isPresent() ? json.put("status", status.getAsInt()) : json.putNull("status"));
  }

  /** The path of a webhook is a secret of its receiver's as often as not. */
  private static ObjectNode audited(AlertSettings settings) {
    Webhook webhook = settings.webhook();
    String host = webhook == null ? null : URI.create(webhook.url()).getHost();
    return write(settings).put("webhook_url", host);
  }

  private static ObjectNode write(AlertSettings settings) {
    ObjectNode node = Json.object();
    ArrayNode thresholds = node.putArray("thresholds");
    settings.thresholds().forEach(thresholds::add);
    Money floor = settings.floor();
    Webhook webhook = settings.webhook();
    return node.put("floor", floor == null ? null : CreditOperations.dollars(floor))
        .put("webhook_url", webhook == null ? null : webhook.url())
        .put("mail", settings.mail());
  }
}
