package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.server.manage.KeyJson;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key, and its account if that is new. */
@Command(name = "create", description = "Make a key. Its secret is shown once, and kept as a hash.")
final class KeysCreateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "NAME",
      description = "What the key is for, for people.")
  private String name;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "The account that pays (else the operator's own, which needs no credit).")
  private @Nullable String account;

  @Option(
      names = "--unlimited",
      description = "If the account is new, make it one that needs no credit.")
  private boolean unlimited;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "ID",
      description = "The models it may use; an id may end in * (else all).")
  private Set<String> models = Set.of();

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "The types of models it may use: text, image, hybrid (else all).")
  private Set<ModelType> types = Set.of();

  @Option(
      names = "--rpm",
      paramLabel = "N",
      defaultValue = "60",
      description = "Requests per minute, 0 for no limit (else ${DEFAULT-VALUE}).")
  private int requestsPerMinute;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "20",
      description = "Calls at once, 0 for no limit (else ${DEFAULT-VALUE}).")
  private int concurrency;

  @Option(
      names = "--credit-cap",
      paramLabel = "USD",
      description = "How much it may spend in all, in dollars (else what its account has).")
  private @Nullable String creditCap;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "When it stops working: 2027-01-31 or 2027-01-31T12:00:00Z, UTC (else never).")
  private @Nullable String expires;

  @Override
  public void run() {
    KeySpec spec = spec();
    models.forEach(this::warnOfUnknown);
    try (Administration administration = place.openOrMake()) {
      JsonNode key = administration.post("/keys", KeyJson.write(spec));
      String payer = key.path("account").asText();
      output.print(
          key,
          "Made key %s (%s) of account %s. This is its secret, which is not shown again:%n%n  %s%n"
              .formatted(
                  key.path("id").asText(),
                  key.path("name").asText(),
                  payer,
                  key.path("key").asText()));
      if (unlimited && !key.path("unlimited").asBoolean()) {
        output.note("account " + payer + " was there before, and does need credit");
      }
    }
  }

  private KeySpec spec() {
    KeySpec spec = refusingAs("--name", () -> KeySpec.named(name));
    if (account != null) {
      String payer = account;
      spec =
          refusingAs("--user", () -> KeySpec.named(name).account(payer))
              .unlimitedAccount(unlimited || payer.equals(Account.OPERATOR));
    }
    spec =
        spec.models(refusingAs("--models", () -> new ModelRule(models, types)))
            .requestsPerMinute(atLeastZero("--rpm", requestsPerMinute))
            .concurrencyMax(atLeastZero("--concurrency", concurrency));
    spec = creditCap == null ? spec : spec.creditCap(Amounts.zeroOrMore("--credit-cap", creditCap));
    return expires == null ? spec : spec.expires(Times.instant("--expires", expires));
  }

  /** What is refused in words of the library is told under the option's name. */
  private static <T> T refusingAs(String option, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage()).replaceFirst("^[a-z]+: ", "");
      throw new CommandFailure(ExitCode.USAGE, option + ": " + words, e);
    }
  }

  /** A rule is taken as it stands, also for models to come; but most often it is a slip. */
  private void warnOfUnknown(String rule) {
    KnownModels known = KnownModels.all();
    if (!rule.endsWith("*") && !known.has(rule)) {
      output.note(
          "--models: no model has the id "
              + rule
              + known.suggestion(rule)
              + ", but an own one may");
    }
  }

  private static int atLeastZero(String option, int value) {
    if (value < 0) {
      throw CommandFailure.option(option, value, "0 or more");
    }
    return value;
  }
}
