package dev.vaultgate.client.bedrock;

import dev.vaultgate.client.openai.ShortToolIds;

/** Ids of calls of earlier turns, as models accept them whoever made them. */
final class CallIds {

  private CallIds() {}

  /** The API knows letters, digits, hyphens and underscores; other providers' ids may hold more. */
  static String safe(String id) {
    return id.isEmpty() ? "call_0" : id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  /** Mistral's models take nine letters and digits only, also here. */
  static String nineCharacters(String id) {
    return ShortToolIds.of(id);
  }
}
