package dev.vaultgate.server.config;

import dev.vaultgate.client.Identity;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.RouterBuilder;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.route.Traffic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code providers} of a configuration, and adds those that the environment enables. A
 * provider in the file that cannot work is a fault of the file; one that only has its variable set
 * is left out, and that is said.
 */
final class ProvidersReader {

  private final Section all;
  private final Map<String, String> environment;
  private final ProviderRegistry registry;
  private final RouterBuilder router;
  private final Map<String, ProviderSettings> enabled = new LinkedHashMap<>();
  private final List<String> notices = new ArrayList<>();

  ProvidersReader(Section all, Map<String, String> environment) {
    this(all, environment, ProviderRegistry.builtIn(), Router.builder());
  }

  /**
   * @param router says what is spoken, and what would stop it
   */
  ProvidersReader(
      Section all,
      Map<String, String> environment,
      ProviderRegistry registry,
      RouterBuilder router) {
    this.all = all;
    this.environment = environment;
    this.registry = registry;
    this.router = router.registry(registry);
  }

  List<ProviderSettings> enabled() {
    return List.copyOf(enabled.values());
  }

  /** What the operator should know, a sentence each. */
  List<String> notices() {
    return notices;
  }

  void readFile() {
    for (String id : all.names()) {
      Section section = all.section(id);
      String kind = section.has("provider") ? section.required("provider") : id;
      Optional<ProviderRow> row = registry.find(kind);
      if (section.has("wire")) {
        own(id, section);
      } else if (row.isPresent()) {
        known(id, row.get(), section);
      } else {
        List<String> ids = registry.rows().stream().map(ProviderRow::id).toList();
        all.wrong(
            id,
            (kind.equals(id) ? "" : "provider: " + kind + " is ")
                + "not known"
                + Suggestion.of(kind, ids)
                + "; one of your own needs wire and base_url");
      }
    }
  }

  /** A provider that nobody has heard of: it is told everything. */
  private void own(String id, Section section) {
    String wire = section.required("wire");
    String baseUrl = section.required("base_url");
    List<String> keys = keys(section).orElse(List.of());
    Map<String, String> headers = section.textMap("headers");
    Set<Quirk> quirks = quirks(section);
    RequestRules rules = rules(section, RequestRules.NONE);
    Traffic traffic = traffic(section);
    section.end();
    if (!wire.isEmpty() && !router.wires().contains(wire)) {
      section.wrong("wire", "expected: one of " + router.wires().stream().sorted().toList());
    } else if (!wire.isEmpty() && !baseUrl.isEmpty()) {
      enable(
          id,
          withKeys(new ProviderSettings(id, first(keys), wire, baseUrl, Map.of(), headers), keys)
              .with(quirks, rules)
              .traffic(traffic));
    }
  }

  /** A provider of the registry: what the file does not say is looked for where it usually is. */
  private void known(String id, ProviderRow row, Section section) {
    List<String> keys =
        keys(section)
            .orElseGet(() -> row.keyVariable(environment).map(environment::get).stream().toList());
    Map<String, String> said = new LinkedHashMap<>(section.textMap("variables"));
    said.putAll(identity(row, section));
    String address = section.text("base_url");
    String baseUrl = address == null ? baseUrlOf(row) : address;
    Map<String, String> headers = section.textMap("headers");
    Set<Quirk> quirks = quirks(section);
    RequestRules rules = rules(section, row.rules());
    Traffic traffic = traffic(section);
    section.end();
    try {
      ProviderSettings settings =
          withKeys(settings(row, first(keys), baseUrl, said, headers), keys)
              .with(quirks, rules)
              .traffic(traffic);
      if (section.has("provider")) {
        settings = settings.another(id);
      }
      enable(id, settings);
      router.check(settings);
    } catch (IllegalArgumentException e) {
      all.wrong(id, String.valueOf(e.getMessage()));
    }
  }

  /** One or several, if the file says anything. */
  private static Optional<List<String>> keys(Section section) {
    if (!section.has("api_keys")) {
      return section.has("api_key")
          ? Optional.of(Optional.ofNullable(section.text("api_key")).stream().toList())
          : Optional.empty();
    }
    List<String> keys = section.texts("api_keys");
    if (section.has("api_key")) {
      section.wrong("api_keys", "beside api_key (expected: one of the two)");
    } else if (keys.isEmpty() || keys.stream().anyMatch(String::isBlank)) {
      section.wrong("api_keys", "expected: keys");
    }
    return Optional.of(keys);
  }

  private static @Nullable String first(List<String> keys) {
    return keys.isEmpty() ? null : keys.get(0);
  }

  private static ProviderSettings withKeys(ProviderSettings settings, List<String> keys) {
    return keys.size() < 2 ? settings : settings.otherKeys(keys.subList(1, keys.size()));
  }

  /** What the file says to the provider's identity. */
  private Map<String, String> identity(ProviderRow row, Section section) {
    if (!section.has("identity")) {
      return Map.of();
    }
    Identity identity = identityOf(row);
    if (identity == null) {
      section.wrong("identity", "not used by this provider (expected: api_key)");
      return Map.of();
    }
    Section values = section.section("identity");
    Map<String, String> said = new LinkedHashMap<>();
    for (Identity.Setting setting : identity.settings()) {
      String value = values.text(setting.name());
      if (value != null) {
        said.put(setting.name(), value);
      }
    }
    values.end();
    return said;
  }

  private @Nullable Identity identityOf(ProviderRow row) {
    return row.identity() == null ? null : router.identities().get(row.identity());
  }

  /**
   * A provider of the registry as it is set up: what the file says counts more than what the
   * environment holds. A name that both its address and its identity ask for, such as a region, is
   * said once.
   */
  private ProviderSettings settings(
      ProviderRow row,
      @Nullable String key,
      @Nullable String baseUrl,
      Map<String, String> said,
      Map<String, String> headers) {
    Map<String, String> variables = new LinkedHashMap<>(row.variablesFrom(environment));
    variables.putAll(said);
    Map<String, String> values = new LinkedHashMap<>();
    Identity identity = identityOf(row);
    if (identity != null) {
      for (Identity.Setting setting : identity.settings()) {
        String found =
            said.containsKey(setting.name())
                ? said.get(setting.name())
                : setting.environment().stream()
                    .map(environment::get)
                    .filter(value -> value != null && !value.isBlank())
                    .findFirst()
                    .orElse(null);
        if (found != null) {
          values.put(setting.name(), found);
        }
      }
    }
    variables.keySet().retainAll(row.variables().keySet());
    return new ProviderSettings(row.id(), key, null, baseUrl, variables, values, headers);
  }

  /** How much it may be sent. */
  private static Traffic traffic(Section section) {
    return new Traffic(
        section.integer("max_concurrent", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        section.integer("requests_per_minute", 0, 0, 10_000_000),
        section.flag("drain_on_disconnect", false),
        Set.copyOf(section.texts("tags")));
  }

  private static Set<Quirk> quirks(Section section) {
    Set<Quirk> quirks = new LinkedHashSet<>();
    for (String name : section.texts("quirks")) {
      Quirk.find(name)
          .ifPresentOrElse(
              quirks::add,
              () ->
                  section.wrong(
                      "quirks",
                      name
                          + " is none"
                          + Suggestion.of(
                              name, Arrays.stream(Quirk.values()).map(Quirk::id).toList())));
    }
    return quirks;
  }

  /** What is left out of requests or called by another name, besides what is known already. */
  private static RequestRules rules(Section section, RequestRules known) {
    Set<String> drops = new LinkedHashSet<>(section.texts("drops"));
    Map<String, String> renames = section.textMap("renames");
    try {
      RequestRules rules = new RequestRules(drops, renames, null);
      known.and(rules);
      return rules;
    } catch (IllegalArgumentException e) {
      section.wrong(drops.isEmpty() ? "renames" : "drops", String.valueOf(e.getMessage()));
      return RequestRules.NONE;
    }
  }

  private void enable(String id, ProviderSettings settings) {
    if (enabled.put(settings.id(), settings) != null) {
      all.wrong(id, "there already, by another of its names");
    }
  }

  void readEnvironment() {
    for (ProviderRegistry.Found found : registry.enabledBy(environment)) {
      ProviderRow row = found.provider();
      if (enabled.containsKey(row.id())) {
        continue;
      }
      String key = environment.get(found.variable());
      try {
        ProviderSettings settings = settings(row, key, baseUrlOf(row), Map.of(), Map.of());
        router.check(settings);
        enabled.put(row.id(), settings);
        notices.add("provider " + row.id() + ": enabled by " + found.variable());
      } catch (IllegalArgumentException e) {
        notices.add(
            "provider "
                + row.id()
                + ": left out though "
                + found.variable()
                + " is set: "
                + e.getMessage());
      }
    }
  }

  /**
   * The environment's address, where the registry has none. It does not replace one, because
   * clients of this very gateway are pointed to it by the same variables.
   */
  private @Nullable String baseUrlOf(ProviderRow row) {
    return row.baseUrl() != null
        ? null
        : row.environment().baseUrls().stream()
            .map(environment::get)
            .filter(value -> value != null && !value.isBlank())
            .findFirst()
            .orElse(null);
  }
}
