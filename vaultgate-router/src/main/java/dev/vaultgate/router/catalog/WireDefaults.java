package dev.vaultgate.router.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is usual for a wire: used where a row of an operator's own does not say.
 *
 * @param auth how the key is sent; null for no key
 * @param paths its endpoints
 */
record WireDefaults(ProviderRow.@Nullable Auth auth, Map<String, String> paths) {

  private static final WireDefaults NOTHING = new WireDefaults(null, Map.of());

  private static final ProviderRow.Auth BEARER =
      new ProviderRow.Auth("Authorization", "Bearer {key}");

  private static final Map<String, WireDefaults> BY_WIRE =
      Map.ofEntries(
          wire(
              "openai",
              BEARER,
              Map.of(
                  "chat", "/chat/completions",
                  "images", "/images/generations",
                  "image_edits", "/images/edits",
                  "embeddings", "/embeddings",
                  "models", "/models")),
          wire(
              "openai-responses",
              BEARER,
              Map.of("chat", "/responses", "responses", "/responses", "models", "/models")),
          wire(
              "anthropic",
              new ProviderRow.Auth("x-api-key", "{key}"),
              Map.of("chat", "/v1/messages", "models", "/v1/models")),
          wire(
              "gemini",
              new ProviderRow.Auth("x-goog-api-key", "{key}"),
              Map.of(
                  "chat", "/models/{model}:generateContent",
                  "images", "/models/{model}:generateContent",
                  "embeddings", "/models/{model}:batchEmbedContents",
                  "models", "/models")),
          wire(
              "vertex",
              new ProviderRow.Auth("x-goog-api-key", "{key}"),
              Map.of(
                  "chat", "/publishers/google/models/{model}:generateContent",
                  "images", "/publishers/google/models/{model}:predict",
                  "embeddings", "/publishers/google/models/{model}:predict")),
          wire(
              "bedrock",
              BEARER,
              Map.of(
                  "chat", "/model/{model}/converse",
                  "images", "/model/{model}/invoke",
                  "embeddings", "/model/{model}/invoke")),
          wire(
              "bedrock-invoke",
              BEARER,
              Map.of(
                  "chat", "/model/{model}/invoke",
                  "images", "/model/{model}/invoke",
                  "embeddings", "/model/{model}/invoke")),
          wire(
              "cohere",
              BEARER,
              Map.of("chat", "/v2/chat", "embeddings", "/v2/embed", "models", "/v1/models")),
          wire("bfl", new ProviderRow.Auth("x-key", "{key}"), Map.of("images", "/{model}")),
          wire(
              "fal",
              new ProviderRow.Auth("Authorization", "Key {key}"),
              Map.of("images", "/{model}")),
          wire(
              "ideogram",
              new ProviderRow.Auth("Api-Key", "{key}"),
              Map.of("images", "/v1/ideogram-v3/generate")),
          wire("replicate", BEARER, Map.of("images", "/models/{model}/predictions")),
          wire("stability", BEARER, Map.of("images", "/v2beta/stable-image/generate/{model}")),
          wire(
              "ollama",
              null,
              Map.of("chat", "/api/chat", "embeddings", "/api/embed", "models", "/api/tags")));

  private static Map.Entry<String, WireDefaults> wire(
      String id, ProviderRow.@Nullable Auth auth, Map<String, String> paths) {
    return Map.entry(id, new WireDefaults(auth, paths));
  }

  static WireDefaults of(String wire) {
    return BY_WIRE.getOrDefault(wire, NOTHING);
  }
}
