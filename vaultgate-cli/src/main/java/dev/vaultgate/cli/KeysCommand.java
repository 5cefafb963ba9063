package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys: make, list, show, revoke. */
@Command(
    name = "keys",
    description = "Make, list, show and revoke API keys.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeysCommand.Create.class,
      KeysCommand.ListAll.class,
      KeysCommand.Show.class,
      KeysCommand.Revoke.class
    })
final class KeysCommand extends Group {

  @Command(
      name = "create",
      description = "Make a key. Its secret is shown once.",
      mixinStandardHelpOptions = true)
  static final class Create implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Option(names = "--name", required = true, paramLabel = "N", description = "What it is for.")
    private String name;

    @Option(
        names = "--user",
        paramLabel = "ACCOUNT",
        description = "The account that pays (otherwise the operator's own, which needs no credit).")
    private @Nullable String user;

    @Option(names = "--unlimited", description = "Make a new account one that needs no credit.")
    private boolean unlimited;

    @Option(
        names = "--models",
        split = ",",
        paramLabel = "ID",
        description = "The models it may use; an id may end in * (otherwise all).")
    private Set<String> models = Set.of();

    @Option(
        names = "--types",
        split = ",",
        paramLabel = "TYPE",
        description = "The types of models it may use: ${COMPLETION-CANDIDATES} (otherwise all).")
    private Set<ModelType> types = Set.of();

    @Option(
        names = "--rpm",
        paramLabel = "N",
        description = "Requests per minute, 0 for no limit (otherwise ${DEFAULT-VALUE}).",
        defaultValue = "60")
    private int requestsPerMinute;

    @Option(
        names = "--concurrency",
        paramLabel = "N",
        description = "Calls at once, 0 for no limit (otherwise ${DEFAULT-VALUE}).",
        defaultValue = "20")
    private int concurrency;

    @Option(
        names = "--credit-cap",
        paramLabel = "USD",
        description = "How much it may spend in all, in dollars.")
    private @Nullable String creditCap;

    @Option(
        names = "--expires",
        paramLabel = "DATE",
        description = "When it stops working: 2027-01-31, or 2027-01-31T12:00:00Z.")
    private @Nullable String expires;

    @Override
    public void run() {
      KeySpec spec = KeySpec.named(name);
      if (user != null) {
        spec = spec.account(user).unlimitedAccount(unlimited || user.equals(Account.OPERATOR));
      }
      spec =
          spec.models(new ModelRule(models, types))
              .requestsPerMinute(requestsPerMinute)
              .concurrencyMax(concurrency);
      spec = creditCap == null ? spec : spec.creditCap(Money.dollars(creditCap));
      spec = expires == null ? spec : spec.expires(instant(expires));
      try (Store open = store.open()) {
        Keys.Created created = new Keys(open.keys(), SystemTime.system()).create(spec);
        ObjectNode tree = tree(created.key());
        tree.put("key", created.secret().reveal());
        output.print(
            tree,
            "Key "
                + created.key().id()
                + " of account "
                + created.key().account().name()
                + ". Keep it now, it is not shown again:\n\n  "
                + created.secret().reveal());
      }
    }

    private static Instant instant(String text) {
      try {
        return text.contains("T")
            ? Instant.parse(text)
            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      } catch (DateTimeParseException e) {
        throw new CommandFailure(
            ExitCode.USAGE, "--expires: " + text + " (expected: a date such as 2027-01-31)");
      }
    }
  }

  @Command(name = "list", description = "List all keys.", mixinStandardHelpOptions = true)
  static final class ListAll implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Override
    public void run() {
      try (Store open = store.open()) {
        List<ApiKey> keys = open.keys().keys();
        ArrayNode tree = Json.mapper().createArrayNode();
        keys.forEach(key -> tree.add(tree(key)));
        output.table(
            tree,
            List.of("ID", "NAME", "KEY", "ACCOUNT", "RPM", "STATE"),
            keys.stream().map(KeysCommand::row).toList());
      }
    }
  }

  @Command(name = "show", description = "Show one key.", mixinStandardHelpOptions = true)
  static final class Show implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID", description = "The key's id, such as key_0123456789abcdef.")
    private String id;

    @Override
    public void run() {
      try (Store open = store.open()) {
        ApiKey key =
            open.keys().find(id).orElseThrow(() -> CommandFailure.notFound("no key " + id));
        output.print(tree(key), tree(key).toPrettyString());
      }
    }
  }

  @Command(name = "revoke", description = "Revoke a key for ever.", mixinStandardHelpOptions = true)
  static final class Revoke implements Runnable {
    @Mixin private StoreOption store;
    @Mixin private Output output;

    @Parameters(paramLabel = "ID", description = "The key's id.")
    private String id;

    @Override
    public void run() {
      try (Store open = store.open()) {
        if (!new Keys(open.keys(), SystemTime.system()).revoke(id)) {
          throw CommandFailure.notFound("no key " + id + " that is not revoked already");
        }
        output.print(Json.object().put("id", id).put("revoked", true), "Key " + id + " is revoked.");
      }
    }
  }

  private static List<String> row(ApiKey key) {
    return List.of(
        key.id(),
        key.name(),
        key.masked(),
        key.account().name(),
        key.requestsPerMinute() == 0 ? "-" : Integer.toString(key.requestsPerMinute()),
        state(key));
  }

  private static String state(ApiKey key) {
    return key.state(SystemTime.system().now()).name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode tree(ApiKey key) {
    ObjectNode tree =
        Json.object()
            .put("id", key.id())
            .put("name", key.name())
            .put("masked", key.masked())
            .put("account", key.account().name())
            .put("state", state(key))
            .put("requests_per_minute", key.requestsPerMinute())
            .put("concurrency_max", key.concurrencyMax())
            .put("created_at", key.createdAt().toString());
    tree.set("models", Output.tree(key.models().models().stream().sorted().toList()));
    tree.set("types", Output.tree(key.models().types().stream().map(ModelType::name).sorted().toList()));
    Money cap = key.creditCap();
    tree.put("credit_cap", cap == null ? null : cap.toDollars().toPlainString());
    tree.put("expires_at", key.expiresAt() == null ? null : key.expiresAt().toString());
    tree.put("revoked_at", key.revokedAt() == null ? null : key.revokedAt().toString());
    return tree;
  }
}
