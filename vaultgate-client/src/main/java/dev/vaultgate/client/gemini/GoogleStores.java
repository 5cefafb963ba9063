package dev.vaultgate.client.gemini;

import dev.vaultgate.client.Target;
import java.util.List;

/**
 * Where the API fetches by itself: Cloud Storage, the files of the Gemini API, and YouTube.
 *
 * @see <a href="https://ai.google.dev/gemini-api/docs/file-input-methods">Google's page</a>
 */
final class GoogleStores {

  private static final List<String> STARTS =
      List.of(
          "gs://",
          "https://generativelanguage.googleapis.com/",
          "https://www.youtube.com/watch?",
          "https://youtube.com/watch?",
          "https://youtu.be/");

  private GoogleStores() {}

  static boolean hold(String address, Target target) {
    return STARTS.stream().anyMatch(address::startsWith)
        || address.startsWith(target.baseUrl() + "/files/");
  }
}
