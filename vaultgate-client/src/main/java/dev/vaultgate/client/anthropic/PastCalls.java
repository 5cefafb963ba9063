package dev.vaultgate.client.anthropic;

/** Tool calls of earlier turns, as the API accepts them whoever made them. */
final class PastCalls {

  private PastCalls() {}

  /** The API knows letters, digits, hyphens and underscores; other providers' ids may hold more. */
  static String safe(String id) {
    return id.isEmpty() ? "call_0" : id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }
}
