package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider: who answers, in which wire, where, and how it wants to be addressed. A provider that
 * speaks a wire that is there needs such a row and nothing else.
 *
 * @param id lower case letters, digits and hyphens
 * @param name for people
 * @param aliases other ids that mean this provider
 * @param wire the dialect it speaks: {@code openai}, {@code anthropic}, {@code gemini}
 * @param baseUrl where its paths begin, with {@code {variables}}; null when the operator has to say
 * @param auth how the key is sent; null for a provider that takes none
 * @param identity what lets requests in where no key is given, such as {@code aws}; null for
 *     providers that know keys only
 * @param environment where keys and addresses are found
 * @param variables what the {@code {variables}} of its addresses mean
 * @param paths its endpoints that the wire speaks, below the base: {@code chat}, {@code images},
 *     {@code embeddings}, {@code models}; what is not here, it does not have
 * @param headers sent with every request; {@code {key}} stands for the key
 * @param quirks how it differs from the dialect
 * @param rules what else it wants otherwise in requests
 * @param restricted meant for the vendor's own clients by its terms: off unless an operator names
 *     it
 * @param origin where the row comes from
 */
public record ProviderRow(
    String id,
    String name,
    List<String> aliases,
    String wire,
    @Nullable String baseUrl,
    @Nullable Auth auth,
    @Nullable String identity,
    Environment environment,
    Map<String, UrlVariable> variables,
    Map<String, String> paths,
    Map<String, String> headers,
    Set<Quirk> quirks,
    RequestRules rules,
    boolean restricted,
    Origin origin) {

  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z_]+)}");

  /**
   * How a key is sent.
   *
   * @param header the header's name
   * @param format its value, where {@code {key}} stands for the key
   */
  public record Auth(String header, String format) {

    public Auth {
      if (!format.contains("{key}")) {
        throw new IllegalArgumentException("auth.format: " + format + " (expected: {key} in it)");
      }
    }
  }

  /**
   * Names of environment variables. No two rows share one of {@code keys}, so a variable enables
   * one provider.
   *
   * @param keys hold a key; one that is set enables the provider
   * @param keysWhenNamed hold a key that people also set for other ends, or that another row goes
   *     by: used when the operator names the provider
   * @param baseUrls hold an address to use in place of the row's
   */
  public record Environment(List<String> keys, List<String> keysWhenNamed, List<String> baseUrls) {

    /** Looks nowhere. */
    public static final Environment NONE = new Environment(List.of(), List.of(), List.of());

    public Environment {
      keys = List.copyOf(keys);
      keysWhenNamed = List.copyOf(keysWhenNamed);
      baseUrls = List.copyOf(baseUrls);
    }
  }

  /**
   * A part of an address that differs from account to account.
   *
   * @param meaning what it is, for people
   * @param environment names of environment variables that hold it
   * @param usual what it is where nobody says; null where somebody has to
   */
  public record UrlVariable(String meaning, List<String> environment, @Nullable String usual) {

    /** A part that somebody has to say. */
    public UrlVariable(String meaning, List<String> environment) {
      this(meaning, environment, null);
    }

    public UrlVariable {
      environment = List.copyOf(environment);
    }
  }

  /**
   * Where a row comes from.
   *
   * @param docsUrl the provider's documentation; null when not known
   * @param asOf the day of the facts, as {@code 2026-11-22}; empty for an operator's own row
   * @param source marks of the sources
   * @param unverified names of the fields that no source states
   * @param notes codes of known oddities that nothing here acts on yet
   */
  public record Origin(
      @Nullable String docsUrl,
      String asOf,
      String source,
      List<String> unverified,
      List<String> notes) {

    /** An operator's or a developer's own word. */
    public static final Origin OWN = new Origin(null, "", "own", List.of(), List.of());

    public Origin {
      unverified = List.copyOf(unverified);
      notes = List.copyOf(notes);
    }
  }

  public ProviderRow {
    checkId(id);
    aliases = List.copyOf(aliases);
    aliases.forEach(ProviderRow::checkId);
    if (baseUrl != null && !baseUrl.startsWith("https://") && !baseUrl.startsWith("http://")) {
      throw new IllegalArgumentException(
          "provider " + id + ": base_url: " + baseUrl + " (expected: an http or https address)");
    }
    variables = copy(variables);
    paths = copy(paths);
    headers = copy(headers);
    quirks = quirks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(quirks));
    for (String variable : variablesOf(baseUrl, paths)) {
      if (!variables.containsKey(variable)) {
        throw new IllegalArgumentException(
            "provider %s: {%s} is not among its variables %s"
                .formatted(id, variable, variables.keySet()));
      }
    }
  }

  /** A row of one's own, with what is usual for the wire where nothing else is said. */
  public static Builder builder(String id, String wire) {
    return new Builder(id, wire);
  }

  /** This row, to be changed. */
  public Builder toBuilder() {
    return new Builder(this, id);
  }

  /** Another of the same provider, to be changed. */
  public Builder another(String id) {
    return new Builder(this, id).name(name + ", " + id).aliases(List.of());
  }

  /** Whether it has an endpoint of this kind, such as {@code images}. */
  public boolean has(String endpoint) {
    return paths.containsKey(endpoint);
  }

  /** Whether an address of it has this variable. */
  boolean uses(String variable) {
    return variablesOf(baseUrl, paths).contains(variable);
  }

  /**
   * The name of the first environment variable that is set and holds a key for this provider, when
   * it is named.
   */
  public Optional<String> keyVariable(Map<String, String> environment) {
    return firstSet(environment, this.environment.keys())
        .or(() -> firstSet(environment, this.environment.keysWhenNamed()));
  }

  /**
   * The values that an environment holds for the variables of this provider's addresses, by
   * variable.
   */
  public Map<String, String> variablesFrom(Map<String, String> environment) {
    Map<String, String> values = new LinkedHashMap<>();
    variables.forEach(
        (variable, meaning) ->
            firstSet(environment, meaning.environment())
                .ifPresent(name -> values.put(variable, environment.get(name))));
    return values;
  }

  private static Set<String> variablesOf(@Nullable String baseUrl, Map<String, String> paths) {
    Set<String> found = new LinkedHashSet<>();
    List<String> addresses = new ArrayList<>(paths.values());
    if (baseUrl != null) {
      addresses.add(baseUrl);
    }
    addresses.forEach(
        a -> VARIABLE.matcher(a).results().forEach(match -> found.add(match.group(1))));
    found.remove("model");
    return found;
  }

  static Optional<String> firstSet(Map<String, String> environment, List<String> names) {
    return names.stream()
        .filter(name -> environment.get(name) != null && !environment.get(name).isBlank())
        .findFirst();
  }

  private static void checkId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "provider id: " + id + " (expected: lower case letters, digits and hyphens)");
    }
  }

  private static <V> Map<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * Collects a row. What is not set is what is usual for the wire; a row of one's own finds no key
   * by itself.
   */
  public static final class Builder {

    private final String id;
    private String name;
    private List<String> aliases = List.of();
    private final String wire;
    private @Nullable String baseUrl;
    private @Nullable Auth auth;
    private @Nullable String identity;
    private Environment environment = Environment.NONE;
    private Map<String, UrlVariable> variables = Map.of();
    private Map<String, String> paths;
    private Map<String, String> headers = Map.of();
    private Set<Quirk> quirks = Set.of();
    private RequestRules rules = RequestRules.NONE;
    private boolean restricted;
    private Origin origin = Origin.OWN;

    private Builder(String id, String wire) {
      this.id = id;
      this.name = id;
      this.wire = wire;
      this.auth = WireDefaults.of(wire).auth();
      this.paths = WireDefaults.of(wire).paths();
    }

    private Builder(ProviderRow row, String id) {
      this.id = id;
      this.name = row.name;
      this.aliases = row.aliases;
      this.wire = row.wire;
      this.baseUrl = row.baseUrl;
      this.auth = row.auth;
      this.identity = row.identity;
      this.environment = row.environment;
      this.variables = row.variables;
      this.paths = row.paths;
      this.headers = row.headers;
      this.quirks = row.quirks;
      this.rules = row.rules;
      this.restricted = row.restricted;
      this.origin = row.origin;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder aliases(List<String> aliases) {
      this.aliases = aliases;
      return this;
    }

    public Builder baseUrl(@Nullable String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    public Builder auth(@Nullable Auth auth) {
      this.auth = auth;
      return this;
    }

    public Builder identity(@Nullable String identity) {
      this.identity = identity;
      return this;
    }

    public Builder environment(Environment environment) {
      this.environment = environment;
      return this;
    }

    public Builder variables(Map<String, UrlVariable> variables) {
      this.variables = variables;
      return this;
    }

    public Builder paths(Map<String, String> paths) {
      this.paths = paths;
      return this;
    }

    public Builder headers(Map<String, String> headers) {
      this.headers = headers;
      return this;
    }

    public Builder quirks(Set<Quirk> quirks) {
      this.quirks = quirks;
      return this;
    }

    public Builder rules(RequestRules rules) {
      this.rules = rules;
      return this;
    }

    public Builder restricted(boolean restricted) {
      this.restricted = restricted;
      return this;
    }

    public Builder origin(Origin origin) {
      this.origin = origin;
      return this;
    }

    /**
     * The row.
     *
     * @throws IllegalArgumentException if the id, the base URL or a path is not of the right form
     */
    public ProviderRow build() {
      return new ProviderRow(
          id,
          name,
          aliases,
          wire,
          baseUrl,
          auth,
          identity,
          environment,
          variables,
          paths,
          headers,
          quirks,
          rules,
          restricted,
          origin);
    }
  }
}
