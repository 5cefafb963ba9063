package dev.vaultgate.router;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestRules;
import dev.vaultgate.router.route.Traffic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A provider as an operator or an application sets it up: a row of the registry with a key, or a
 * provider of one's own with a wire and an address. Its text form shows no key.
 *
 * @param id of the registry, or a new one
 * @param like the provider of the registry that this is another of, such as the same one in another
 *     region; null where the id is the registry's, or new
 * @param key the provider's key, or null where it takes none
 * @param otherKeys further keys, to be used in order where one is limited or refused
 * @param wire the dialect of a provider of one's own; null for the registry's
 * @param baseUrl where it is; null for the registry's
 * @param variables values for the variables of the registry's address, such as {@code resource}
 * @param identity values for the settings of the provider's identity, such as {@code
 *     access_key_id}; used where there is no key
 * @param headers sent with every request besides the key's
 * @param quirks how it differs from its dialect, besides what the registry knows
 * @param rules what it wants otherwise in requests, besides what the registry knows
 * @param traffic how much it may be sent
 */
public record ProviderSettings(
    String id,
    @Nullable String like,
    @Nullable String key,
    List<String> otherKeys,
    @Nullable String wire,
    @Nullable String baseUrl,
    Map<String, String> variables,
    Map<String, String> identity,
    Map<String, String> headers,
    Set<Quirk> quirks,
    RequestRules rules,
    Traffic traffic) {

  /** A provider that differs from its dialect as far as the registry knows. */
  public ProviderSettings(
      String id,
      @Nullable String key,
      @Nullable String wire,
      @Nullable String baseUrl,
      Map<String, String> variables,
      Map<String, String> identity,
      Map<String, String> headers) {
    this(
        id,
        null,
        key,
        List.of(),
        wire,
        baseUrl,
        variables,
        identity,
        headers,
        Set.of(),
        RequestRules.NONE,
        Traffic.FREE);
  }

  /** A provider that is let in by a key, or freely. */
  public ProviderSettings(
      String id,
      @Nullable String key,
      @Nullable String wire,
      @Nullable String baseUrl,
      Map<String, String> variables,
      Map<String, String> headers) {
    this(id, key, wire, baseUrl, variables, Map.of(), headers);
  }

  public ProviderSettings {
    if (id.isBlank() || id.contains("/")) {
      throw new IllegalArgumentException(
          "provider id: '" + id + "' (expected: a name without a slash)");
    }
    otherKeys = List.copyOf(otherKeys);
    variables = Map.copyOf(variables);
    identity = Map.copyOf(identity);
    headers = Map.copyOf(headers);
    quirks = Set.copyOf(quirks);
  }

  /** The same provider with further ways in which it differs from its dialect. */
  public ProviderSettings with(Set<Quirk> quirks, RequestRules rules) {
    return new ProviderSettings(
        id, like, key, otherKeys, wire, baseUrl, variables, identity, headers, quirks, rules,
        traffic);
  }

  /**
   * Another of the same provider of the registry, under an id of its own: it has its models, and is
   * limited, rests and is replaced by itself.
   */
  public ProviderSettings another(String id) {
    return new ProviderSettings(
        id, this.id, key, otherKeys, wire, baseUrl, variables, identity, headers, quirks, rules,
        traffic);
  }

  /** The same provider with further keys, to be used in order where one is limited or refused. */
  public ProviderSettings otherKeys(List<String> keys) {
    return new ProviderSettings(
        id, like, key, keys, wire, baseUrl, variables, identity, headers, quirks, rules, traffic);
  }

  /** The same provider with bounds on what it is sent. */
  public ProviderSettings traffic(Traffic traffic) {
    return new ProviderSettings(
        id, like, key, otherKeys, wire, baseUrl, variables, identity, headers, quirks, rules,
        traffic);
  }

  /** A provider of the registry. */
  public static ProviderSettings of(String id, @Nullable String key) {
    return new ProviderSettings(id, key, null, null, Map.of(), Map.of());
  }

  /** A provider of one's own. */
  public static ProviderSettings own(String id, String wire, String baseUrl, @Nullable String key) {
    return new ProviderSettings(id, key, wire, baseUrl, Map.of(), Map.of());
  }

  @Override
  public String toString() {
    return "ProviderSettings[" + id + (baseUrl == null ? "" : " at " + baseUrl) + "]";
  }
}
