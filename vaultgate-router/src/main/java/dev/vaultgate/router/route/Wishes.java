package dev.vaultgate.router.route;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wishes of the way that his call goes.
 *
 * @param session what keeps his calls at one deployment, so that its cache knows them; null for
 *     nothing
 * @param tags words that every deployment must have that is asked
 * @param times shorter ones than usual
 */
public record Wishes(@Nullable String session, Set<String> tags, TimeLimits times) {

  public static final Wishes NONE = new Wishes(null, Set.of(), TimeLimits.NONE);

  public Wishes {
    tags = Set.copyOf(tags);
  }
}
