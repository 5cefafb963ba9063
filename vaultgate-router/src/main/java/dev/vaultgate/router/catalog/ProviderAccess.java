package dev.vaultgate.router.catalog;

import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Target;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider with what it takes to be let in: a key, and values for the variables of its addresses.
 * Turns a deployment into the {@link Target} that a wire speaks to. Everything that can be missing
 * is missed here, once, at start.
 */
public final class ProviderAccess {

  /**
   * What may stand in an address in place of a variable: nothing that leads to another host or
   * path.
   */
  private static final Pattern SAFE_VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]*");

  private final ProviderRow provider;
  private final String baseUrl;
  private final Map<String, String> variables;
  private final Map<String, String> headers;
  private final Credentials credentials;

  /**
   * Access to {@code provider}.
   *
   * @param key the key; null for a provider that takes none
   * @param variables values for the variables of its addresses, by variable
   * @throws IllegalArgumentException if there is no address, a variable has no value, or a key is
   *     missing; the message says what to set
   */
  public ProviderAccess(ProviderRow provider, @Nullable String key, Map<String, String> variables) {
    this(provider, key, null, variables);
  }

  /**
   * Access to {@code provider}, by a key or by what its identity comes to.
   *
   * @param credentials let each request in, in the place of a key; null where a key does
   */
  public ProviderAccess(
      ProviderRow provider,
      @Nullable String key,
      @Nullable Credentials credentials,
      Map<String, String> variables) {
    this.provider = provider;
    this.credentials = credentials == null ? Credentials.NONE : credentials;
    if (provider.baseUrl() == null) {
      throw missing("base_url", "where it is", provider.environment().baseUrls());
    }
    Map<String, String> values = new HashMap<>();
    provider
        .variables()
        .forEach(
            (name, known) -> {
              // An operator's own address may need none of them.
              if (provider.uses(name)) {
                values.put(name, value(name, known, variables.get(name)));
              }
            });
    this.variables = Map.copyOf(values);
    this.baseUrl = fill(provider.baseUrl());
    this.headers = headers(key, credentials == null);
  }

  public ProviderRow provider() {
    return provider;
  }

  /** One model here, as a wire needs to know it. */
  public Target target(Deployment deployment) {
    Map<String, String> paths = new LinkedHashMap<>();
    Map<String, String> usual = WireDefaults.of(provider.wire()).paths();
    provider
        .paths()
        .forEach(
            (kind, path) -> {
              // A wire whose own paths hold the model's name makes them itself, one for each
              // method.
              if (!path.contains("{model}")) {
                paths.put(kind, fill(path));
              } else if (!path.equals(usual.get(kind))) {
                paths.put(kind, fill(path.replace("{model}", encoded(deployment.model()))));
              }
            });
    return new Target(
        provider.id(),
        deployment.model(),
        baseUrl,
        paths,
        headers,
        provider.quirks(),
        deployment.traits().forWire(provider.wire()),
        credentials,
        provider.rules());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ProviderAccess[" + provider.id() + " at " + baseUrl + "]";
  }

  private Map<String, String> headers(@Nullable String key, boolean byKey) {
    Map<String, String> sent = new LinkedHashMap<>(provider.headers());
    if (provider.auth() != null && byKey) {
      sent.put(provider.auth().header(), provider.auth().format());
    }
    boolean wanted = sent.values().stream().anyMatch(value -> value.contains("{key}"));
    if (wanted && (key == null || key.isBlank())) {
      ProviderRow.Environment environment = provider.environment();
      throw missing(
          "api_key",
          "its key",
          Stream.concat(environment.keys().stream(), environment.keysWhenNamed().stream())
              .toList());
    }
    sent.replaceAll((header, value) -> key == null ? value : value.replace("{key}", key));
    return Map.copyOf(sent);
  }

  /** The row has seen to it that every variable of an address is one of its own. */
  private String fill(String address) {
    String filled = address;
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    return filled;
  }

  private String value(String name, ProviderRow.UrlVariable known, @Nullable String given) {
    String value = given == null || given.isBlank() ? known.usual() : given;
    if (value == null || value.isBlank()) {
      throw missing("variables." + name, known.meaning(), known.environment());
    }
    if (!SAFE_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "provider %s: %s: %s (expected: letters, digits, and . _ : -)"
              .formatted(provider.id(), name, value));
    }
    return value;
  }

  private IllegalArgumentException missing(
      String setting, String meaning, List<String> environment) {
    String or =
        environment.isEmpty()
            ? ""
            : ", or " + String.join(" or ", environment) + " in the environment";
    return new IllegalArgumentException(
        "provider %s: %s is missing: %s (expected: %s%s)"
            .formatted(provider.id(), setting, meaning, setting, or));
  }

  private static String encoded(String model) {
    return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
