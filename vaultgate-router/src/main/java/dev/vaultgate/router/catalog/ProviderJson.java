package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ReasoningRequest;
import dev.vaultgate.client.RequestRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads one line of the provider file. */
final class ProviderJson {

  private ProviderJson() {}

  static ProviderRow read(StrictJson json) {
    return new ProviderRow(
        json.text("id"),
        json.text("name"),
        json.texts("aliases"),
        json.text("wire"),
        json.textOrNull("base_url"),
        json.objectOrNull(
            "auth", auth -> new ProviderRow.Auth(auth.text("header"), auth.text("format"))),
        json.textOrNull("identity"),
        new ProviderRow.Environment(
            json.texts("key_env"), json.texts("key_env_when_named"), json.texts("base_url_env")),
        json.objectMap(
            "variables",
            variable ->
                new ProviderRow.UrlVariable(
                    variable.text("meaning"), variable.texts("env"), variable.textOrNull("usual"))),
        json.textMap("paths"),
        json.textMap("headers"),
        quirks(json),
        new RequestRules(
            new LinkedHashSet<>(json.texts("drops")),
            json.textMap("renames"),
            new LinkedHashSet<>(json.texts("drops_while_reasoning")),
            new LinkedHashSet<>(json.texts("own_fields")),
            json.objectOrNull("reasoning", ProviderJson::reasoning)),
        json.flag("restricted"),
        new ProviderRow.Origin(
            json.textOrNull("docs_url"),
            json.text("as_of"),
            json.text("source"),
            json.texts("unverified"),
            json.texts("notes")));
  }

  private static ReasoningRequest reasoning(StrictJson json) {
    String models = json.textOrNull("models");
    return new ReasoningRequest(
        json.tree("on"),
        json.tree("off"),
        models == null ? ReasoningRequest.Models.ALL : models(json, models));
  }

  private static ReasoningRequest.Models models(StrictJson json, String word) {
    List<String> words = new ArrayList<>();
    for (ReasoningRequest.Models models : ReasoningRequest.Models.values()) {
      words.add(models.name().toLowerCase(Locale.ROOT));
      if (words.contains(word)) {
        return models;
      }
    }
    throw new IllegalArgumentException(
        "%s: models: %s (expected: one of %s)".formatted(json.path(), word, words));
  }

  private static Set<Quirk> quirks(StrictJson json) {
    Set<Quirk> quirks = new LinkedHashSet<>();
    json.texts("quirks").forEach(name -> quirks.add(Quirk.parse(name)));
    return quirks;
  }
}
