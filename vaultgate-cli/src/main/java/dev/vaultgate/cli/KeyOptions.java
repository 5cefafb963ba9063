package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.catalog.ModelType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a key may do. What is not named stays. */
@Command
final class KeyOptions {

  private static final String ALL = "all";

  @Mixin private LimitOptions limits;

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

  @Option(
      names = "--credit-cap",
      paramLabel = "USD",
      description = "How much it may spend in all, in dollars; none for as much as there is.")
  private @Nullable String creditCap;

  @Option(
      names = "--credit-per-day",
      paramLabel = "USD",
      description = "How much it may spend in a day of UTC, or none.")
  private @Nullable String creditPerDay;

  @Option(
      names = "--credit-per-month",
      paramLabel = "USD",
      description = "How much it may spend in a month of UTC, or none.")
  private @Nullable String creditPerMonth;

  @Option(
      names = "--networks",
      split = ",",
      paramLabel = "CIDR",
      description = "Where it may be used from, such as 10.0.0.0/8; all for everywhere.")
  private @Nullable List<String> networks;

  @Option(
      names = "--max-choices",
      paramLabel = "N",
      description = "The largest n of a call, 0 for no limit.")
  private @Nullable Integer choicesMax;

  @Option(
      names = "--max-images",
      paramLabel = "N",
      description = "The most images in a prompt, 0 for no limit.")
  private @Nullable Integer imagesMax;

  @Option(
      names = "--max-tools",
      paramLabel = "N",
      description = "The most tools of a call, 0 for no limit.")
  private @Nullable Integer toolsMax;

  @Option(
      names = "--max-messages",
      paramLabel = "N",
      description = "The most messages of a call, 0 for no limit.")
  private @Nullable Integer messagesMax;

  @Option(
      names = "--tags",
      split = ",",
      paramLabel = "NAME=VALUE",
      description = "Words of your own about it, in place of those it has.")
  private @Nullable Map<String, String> tags;

  @Option(
      names = "--store-answers",
      negatable = true,
      description = "Keep answers to requests with an Idempotency-Key for a day.")
  private @Nullable Boolean storesAnswers;

  @Option(
      names = "--expires",
      paramLabel = "DATE",
      description = "When it stops working: 2027-01-31 or 2027-01-31T12:00:00Z, UTC; or never.")
  private @Nullable String expires;

  /** Adds what was named to the body of a request. */
  void write(ObjectNode body) {
    limits.write(body);
    models(body);
    types(body);
    LimitOptions.amount(body, "credit_cap", "--credit-cap", creditCap);
    LimitOptions.amount(body, "credit_per_day", "--credit-per-day", creditPerDay);
    LimitOptions.amount(body, "credit_per_month", "--credit-per-month", creditPerMonth);
    put(body, "networks", networks);
    LimitOptions.limit(body, "choices_max", "--max-choices", choicesMax);
    LimitOptions.limit(body, "images_max", "--max-images", imagesMax);
    LimitOptions.limit(body, "tools_max", "--max-tools", toolsMax);
    LimitOptions.limit(body, "messages_max", "--max-messages", messagesMax);
    if (tags != null) {
      ObjectNode words = body.putObject("tags");
      tags.forEach(words::put);
    }
    if (storesAnswers != null) {
      body.put("stores_answers", storesAnswers);
    }
    if (expires != null) {
      body.put(
          "expires_at",
          expires.equals("never") ? null : Times.instant("--expires", expires).toString());
    }
  }

  private void models(ObjectNode body) {
    put(body, "models", models);
    try {
      var unused = new ModelRule(new HashSet<>(namedModels()), Set.of());
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage()).replaceFirst("^model: ", "");
      throw new CommandFailure(ExitCode.USAGE, "--models: " + words, e);
    }
  }

  private void types(ObjectNode body) {
    put(body, "types", types);
    for (JsonNode type : body.path("types")) {
      if (Stream.of(ModelType.values()).noneMatch(known -> known.key().equals(type.asText()))) {
        throw CommandFailure.option(
            "--types", type.asText(), "text, image, hybrid, embedding or all");
      }
    }
  }

  /** The models that were named. */
  List<String> namedModels() {
    return models == null ? List.of() : models.stream().filter(id -> !id.equals(ALL)).toList();
  }

  private static void put(ObjectNode body, String member, @Nullable List<String> words) {
    if (words != null) {
      ArrayNode array = body.putArray(member);
      words.stream().filter(word -> !word.equals(ALL)).forEach(array::add);
    }
  }
}
