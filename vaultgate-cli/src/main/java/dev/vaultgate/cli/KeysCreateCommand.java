package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.Names;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key, and its account if that is new. */
@Command(
    name = "create",
    description = "Make a key. Its secret is shown once, and kept as a hash.",
    footer = {
      "",
      "A key may use every model, ask 60 times a minute and have 20 calls running,",
      "unless it is said otherwise.",
      "",
      "For example: vaultgate keys create --name search --user team --credit-cap 5"
    })
final class KeysCreateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private KeyOptions terms;

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
      names = "--project",
      paramLabel = "PROJECT",
      description = "The project whose budget it shares, and whose account pays.")
  private @Nullable String project;

  @Override
  public void run() {
    ObjectNode spec = spec();
    terms.namedModels().forEach(this::warnOfUnknown);
    try (Administration administration = place.openOrMake()) {
      if (project != null) {
        spec.put("project", ProjectLookup.id(administration, project));
      }
      JsonNode key = administration.post("/keys", spec);
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

  private ObjectNode spec() {
    check("--name", "name", name);
    ObjectNode spec = Json.object().put("name", name);
    if (account != null) {
      check("--user", "account", account);
      spec.put("account", account).put("unlimited", unlimited || account.equals(Account.OPERATOR));
    }
    terms.write(spec);
    return spec;
  }

  /** What is refused in words of the library is told under the option's name. */
  static void check(String option, String field, String name) {
    try {
      Names.check(field, name);
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage()).replaceFirst("^" + field + ": ", "");
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
}
