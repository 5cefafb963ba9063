package dev.vaultgate.server.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names under which the server may be addressed. A server on loopback answers to loopback's
 * names only, so that no web page can reach it through a name that it points there.
 */
final class HostNames {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final Set<String> names;
  private final boolean any;

  private HostNames(Set<String> names, boolean any) {
    this.names = names;
    this.any = any;
  }

  /**
   * The names of a server.
   *
   * @param bound the address it listens on
   * @param configured further names; when there are none, a server that is reachable from outside
   *     cannot know what it is called there, and answers to every name
   */
  static HostNames of(String bound, List<String> configured) {
    Set<String> names = new HashSet<>(LOOPBACK);
    names.add(lower(bound));
    configured.forEach(name -> names.add(lower(name)));
    return new HostNames(Set.copyOf(names), configured.isEmpty() && !Loopback.is(bound));
  }

  /** A request without a name, as HTTP/1.0 allows, comes from no web page. */
  boolean areServed(@Nullable String host) {
    return any || host == null || names.contains(host) || names.contains(lower(host));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
