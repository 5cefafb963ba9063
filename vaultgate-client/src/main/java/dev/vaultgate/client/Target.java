package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider, as a wire needs to know it. Holds the provider's key within {@link
 * #headers}, so its text form shows no headers.
 *
 * @param provider the provider's id
 * @param model the provider's name for the model
 * @param baseUrl where the provider's paths begin, without a slash at the end
 * @param paths paths below the base that differ from the wire's own, by kind: {@code chat}, {@code
 *     images}, {@code embeddings}, {@code models}
 * @param headers sent with every request: authentication and what else the provider wants
 * @param quirks how the provider differs from its dialect
 * @param traits what is known of the model
 * @param credentials what lets requests in besides the headers
 * @param rules what else the provider wants otherwise in requests
 */
public record Target(
    String provider,
    String model,
    String baseUrl,
    Map<String, String> paths,
    Map<String, String> headers,
    Set<Quirk> quirks,
    Traits traits,
    Credentials credentials,
    RequestRules rules) {

  /** A model at a provider that takes requests as its dialect says. */
  public Target(
      String provider,
      String model,
      String baseUrl,
      Map<String, String> paths,
      Map<String, String> headers,
      Set<Quirk> quirks,
      Traits traits,
      Credentials credentials) {
    this(provider, model, baseUrl, paths, headers, quirks, traits, credentials, RequestRules.NONE);
  }

  /** A model that is let in by its headers alone. */
  public Target(
      String provider,
      String model,
      String baseUrl,
      Map<String, String> paths,
      Map<String, String> headers,
      Set<Quirk> quirks,
      Traits traits) {
    this(provider, model, baseUrl, paths, headers, quirks, traits, Credentials.NONE);
  }

  public Target {
    if (baseUrl.endsWith("/")) {
      baseUrl = baseUrl.substring(0, baseUrl.length() - 1);
    }
    paths = Map.copyOf(paths);
    headers = Map.copyOf(headers);
    quirks = Set.copyOf(quirks);
  }

  /** {@code provider/model}. */
  public String id() {
    return provider + "/" + model;
  }

  public boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  /**
   * The model's name as part of a path: its slashes stay, and nothing in it leads elsewhere.
   *
   * @throws InvalidRequestException for a name that would
   */
  public String modelPath() {
    StringBuilder path = new StringBuilder();
    for (String segment : model.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw InvalidRequestException.modelNotFound("The model " + model + " does not exist.");
      }
      String encoded = URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
      path.append(path.isEmpty() ? "" : "/").append(encoded);
    }
    return path.toString();
  }

  /** Whether the provider takes and gives everything as its dialect says. */
  public boolean isUsual() {
    return quirks.isEmpty() && rules.isNone();
  }

  /** The full address of a kind of call. */
  public String url(String kind, String usualPath) {
    String path = paths.getOrDefault(kind, usualPath);
    return path.startsWith("https://") || path.startsWith("http://") ? path : baseUrl + path;
  }

  /**
   * Whether an address that the provider gave is its own, so that its key may go there: at the
   * origin of the base URL or of an address among the paths, where {@code https://*.} stands for
   * all hosts below a name.
   */
  public boolean owns(String url) {
    return HomeAddresses.owns(baseUrl, paths.values(), url);
  }

  @Override
  public String toString() {
    return "Target[" + id() + " at " + baseUrl + "]";
  }

  /**
   * What a wire must know of a model to speak to it well.
   *
   * @param maxOutputTokens the most the model can answer, or null when not known
   * @param capabilities such as {@code tools}, {@code vision}, {@code reasoning}, {@code
   *     structured_output}; empty when not known
   * @param lacks what it is known not to do: any capability, {@code forced_tool_choice} (a tool
   *     choice that leaves it no choice), {@code reasoning_off} (answering without thinking) or
   *     {@code system_messages}
   * @param reasoning how reasoning is asked for: {@code budget_tokens}, {@code effort}, {@code
   *     level}, {@code adaptive}; empty when not known
   * @param sizes how much reasoning may be asked for
   */
  public record Traits(
      @Nullable Integer maxOutputTokens,
      Set<String> capabilities,
      Set<String> lacks,
      List<String> reasoning,
      ReasoningSizes sizes) {

    public static final Traits UNKNOWN = new Traits(null, Set.of(), List.of());

    public Traits {
      capabilities = Set.copyOf(capabilities);
      lacks = Set.copyOf(lacks);
      reasoning = List.copyOf(reasoning);
    }

    /** A model of which nothing is known to be lacking, and whose sizes are not known. */
    public Traits(
        @Nullable Integer maxOutputTokens, Set<String> capabilities, List<String> reasoning) {
      this(maxOutputTokens, capabilities, Set.of(), reasoning, ReasoningSizes.UNKNOWN);
    }

    /** Whether the model is known to do this. */
    public boolean can(String capability) {
      return capabilities.contains(capability);
    }
  }

  /**
   * The sizes of reasoning that a model takes.
   *
   * @param toggle whether it can be switched on and off
   * @param efforts the named efforts, weakest first; empty when not known
   * @param minTokens the smallest budget; null when not known
   * @param maxTokens the largest budget; null when not known
   */
  public record ReasoningSizes(
      boolean toggle,
      List<String> efforts,
      @Nullable Integer minTokens,
      @Nullable Integer maxTokens) {

    public static final ReasoningSizes UNKNOWN = new ReasoningSizes(false, List.of(), null, null);

    public ReasoningSizes {
      efforts = List.copyOf(efforts);
    }
  }
}
