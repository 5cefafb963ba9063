package dev.vaultgate.router.route;

import java.util.Set;

/**
 * What a provider may be sent, so that its limits are kept before it has to remind us of them. Each
 * deployment, and each key, is counted by itself.
 *
 * @param concurrencyMax how many calls run at once
 * @param requestsPerMinuteMax how many calls begin in a minute; 0 for any number
 * @param drains whether answers are read to their end when their caller has left, because they are
 *     charged for anyway
 * @param tags words by which callers may narrow a route to it
 */
public record Traffic(
    int concurrencyMax, int requestsPerMinuteMax, boolean drains, Set<String> tags) {

  /** Any number of calls. */
  public static final Traffic FREE = new Traffic(Integer.MAX_VALUE, 0, false, Set.of());

  public Traffic {
    if (concurrencyMax < 1 || requestsPerMinuteMax < 0) {
      throw new IllegalArgumentException(
          "traffic: %d at once, %d a minute (expected: at least 1, and 0 or more)"
              .formatted(concurrencyMax, requestsPerMinuteMax));
    }
    tags = Set.copyOf(tags);
  }
}
