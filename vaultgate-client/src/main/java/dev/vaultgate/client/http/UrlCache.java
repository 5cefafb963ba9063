package dev.vaultgate.client.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What was made of URLs, each of which is sent to again and again. For many threads. */
final class UrlCache<T> {

  /** Addresses are few, one for each deployment; the bound is for an operator's mistake. */
  private static final int URLS_MAX = 10_000;

  private final Function<String, T> parse;
  private final Map<String, T> known = new ConcurrentHashMap<>();

  UrlCache(Function<String, T> parse) {
    this.parse = parse;
  }

  T get(String url) {
    T made = known.get(url);
    if (made == null) {
      made = parse.apply(url);
      if (known.size() < URLS_MAX) {
        known.put(url, made);
      }
    }
    return made;
  }
}
