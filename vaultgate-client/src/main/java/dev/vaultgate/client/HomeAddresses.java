package dev.vaultgate.client;

import java.util.Collection;
import okhttp3.HttpUrl;

/**
 * Which addresses are a provider's own, so that its key may go there: those of the origin of its
 * base URL, and of the addresses that its row names besides. A row may say {@code
 * https://*.bfl.ai/…} for all hosts below a name.
 */
final class HomeAddresses {

  private static final String ANY = "https://*.";

  private HomeAddresses() {}

  static boolean owns(String baseUrl, Collection<String> paths, String url) {
    HttpUrl asked = HttpUrl.parse(url);
    if (asked == null || !asked.username().isEmpty() || !asked.password().isEmpty()) {
      return false;
    }
    return isOrigin(baseUrl, asked) || paths.stream().anyMatch(path -> covers(path, asked));
  }

  private static boolean covers(String path, HttpUrl asked) {
    if (path.startsWith(ANY)) {
      String domain = path.substring(ANY.length()).split("/", 2)[0];
      return asked.isHttps()
          && asked.port() == HttpUrl.defaultPort("https")
          && (asked.host().equals(domain) || asked.host().endsWith("." + domain));
    }
    return path.startsWith("http") && isOrigin(path, asked);
  }

  private static boolean isOrigin(String address, HttpUrl asked) {
    HttpUrl home = HttpUrl.parse(address);
    return home != null
        && home.scheme().equals(asked.scheme())
        && home.host().equals(asked.host())
        && home.port() == asked.port();
  }
}
