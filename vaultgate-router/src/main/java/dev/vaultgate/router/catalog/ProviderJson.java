package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Quirk;
import java.util.LinkedHashSet;
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
                new ProviderRow.UrlVariable(variable.text("meaning"), variable.texts("env"))),
        json.textMap("paths"),
        json.textMap("headers"),
        quirks(json),
        json.flag("restricted"),
        new ProviderRow.Origin(
            json.textOrNull("docs_url"),
            json.text("as_of"),
            json.text("source"),
            json.texts("unverified"),
            json.texts("notes")));
  }

  private static Set<Quirk> quirks(StrictJson json) {
    Set<Quirk> quirks = new LinkedHashSet<>();
    json.texts("quirks").forEach(name -> quirks.add(Quirk.parse(name)));
    return quirks;
  }
}
