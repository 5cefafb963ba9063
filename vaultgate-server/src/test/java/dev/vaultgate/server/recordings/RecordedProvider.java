package dev.vaultgate.server.recordings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.client.recordings.Interaction;
import dev.vaultgate.client.recordings.RequestForm;
import java.util.Set;

/**
 * A provider whose recordings pass through the server. A new wire needs a row like this one among
 * {@link RecordedProviders} and nothing else.
 *
 * @param folder its folder among the recordings
 * @param id its id in the registry of providers, which says how it is spoken to
 * @param basePath what the path of its base URL is
 * @param recordedPaths paths of other base URLs under which it was recorded
 * @param keyHeader the header that carries the operator's key; empty for a server without keys
 * @param endpoints the kinds of requests that are played
 * @param form which spellings of its requests are one
 * @param asksForUsage whether the gateway asks for the usage of a stream in the request's own
 *     words, whether or not the caller does
 */
record RecordedProvider(
    String folder,
    String id,
    String basePath,
    Set<String> recordedPaths,
    String keyHeader,
    Set<String> endpoints,
    RequestForm form,
    boolean asksForUsage) {

  RecordedProvider {
    recordedPaths = Set.copyOf(recordedPaths);
    endpoints = Set.copyOf(endpoints);
  }

  /** A provider that was recorded under its usual address only. */
  RecordedProvider(
      String folder,
      String id,
      String basePath,
      String keyHeader,
      Set<String> endpoints,
      RequestForm form,
      boolean asksForUsage) {
    this(folder, id, basePath, Set.of(), keyHeader, endpoints, form, asksForUsage);
  }

  /** The path to which a recorded request goes at the address that the registry has. */
  String path(Interaction interaction) {
    String recorded = interaction.providerUrl().getPath();
    for (String other : recordedPaths) {
      if (recorded.startsWith(other + "/")) {
        return basePath + recorded.substring(other.length());
      }
    }
    return recorded;
  }

  /** The provider's name for the model: in an address of deployments, the deployment's. */
  String upstreamModel(Interaction interaction) {
    String[] parts = interaction.providerUrl().getPath().split("/deployments/", 2);
    return parts.length < 2 ? interaction.model() : parts[1].split("/", 2)[0];
  }

  /** The gateway's name for the model of a recording: one that no provider has. */
  String publicModel(Interaction interaction) {
    return "recorded-" + folder + "-" + interaction.model() + "-" + type(interaction);
  }

  private static String type(Interaction interaction) {
    return switch (interaction.clientPath()) {
      case "/v1/embeddings" -> "embedding";
      case "/v1/images/generations", "/v1/images/edits" -> "image";
      default -> "text";
    };
  }

  /** What the provider is to get: what was recorded, with the gateway's wish for usage. */
  JsonNode providerRequest(Interaction interaction) {
    ObjectNode body = interaction.providerRequest().deepCopy();
    if (asksForUsage
        && interaction.endpoint().equals("chat.completions")
        && body.path("stream").asBoolean()) {
      body.withObject("stream_options").put("include_usage", true);
    }
    return body;
  }

  /** Whether it is of the API that tells usage unasked. */
  static boolean isResponses(Interaction interaction) {
    return interaction.endpoint().equals("responses");
  }

  /** What the recording's client sends to the gateway. */
  ObjectNode request(Interaction interaction) {
    ObjectNode body = interaction.clientRequest().deepCopy();
    return body.put("model", publicModel(interaction));
  }
}
