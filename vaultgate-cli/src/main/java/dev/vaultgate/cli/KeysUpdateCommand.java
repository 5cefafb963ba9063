package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what a key may do. */
@Command(
    name = "update",
    description = "Change what a key may do, from its next call on; what is not named stays.",
    footer = {"", "For example: vaultgate keys update my-app --rpm 120 --credit-cap none"})
final class KeysUpdateCommand implements Runnable {

  private static final String ALL = "all";

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Option(names = "--name", paramLabel = "NAME", description = "What it is for, for people.")
  private @Nullable String name;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "ID",
      description = "The models it may use; an id may end in *; all for every one.")
  private @Nullable List<String> models;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "The types of models it may use: text, image, hybrid, embedding; or all.")
  private @Nullable List<String> types;

  @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute, 0 for no limit.")
  private @Nullable Integer requestsPerMinute;

  @Option(names = "--concurrency", paramLabel = "N", description = "Calls at once, 0 for no limit.")
  private @Nullable Integer concurrency;

  @Option(
      names = "--credit-cap",
      paramLabel = "USD",
      description = "How much it may spend in all, or none.")
  private @Nullable String creditCap;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "When it stops working: 2027-01-31 or 2027-01-31T12:00:00Z, UTC; or never.")
  private @Nullable String expires;

  @Override
  public void run() {
    ObjectNode change = change();
    if (change.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "nothing to change (expected: an option such as --rpm)");
    }
    try (Administration administration = place.open()) {
      String id = KeyLookup.id(administration, key);
      JsonNode changed = administration.patch(ApiPath.of("/keys/{}", id), change);
      output.print(changed, "Key %s (%s) is changed.".formatted(id, changed.path("name").asText()));
    }
  }

  private ObjectNode change() {
    ObjectNode change = Json.object();
    if (name != null) {
      change.put("name", name);
    }
    put(change, "models", models);
    put(change, "types", types);
    if (requestsPerMinute != null) {
      change.put("requests_per_minute", requestsPerMinute);
    }
    if (concurrency != null) {
      change.put("concurrency_max", concurrency);
    }
    if (creditCap != null) {
      change.put(
          "credit_cap",
          creditCap.equals("none")
              ? null
              : Amounts.zeroOrMore("--credit-cap", creditCap).toDollars().toPlainString());
    }
    if (expires != null) {
      change.put(
          "expires_at",
          expires.equals("never") ? null : Times.instant("--expires", expires).toString());
    }
    return change;
  }

  private static void put(ObjectNode change, String member, @Nullable List<String> words) {
    if (words != null) {
      var array = change.putArray(member);
      words.stream().filter(word -> !word.equals(ALL)).forEach(array::add);
    }
  }
}
