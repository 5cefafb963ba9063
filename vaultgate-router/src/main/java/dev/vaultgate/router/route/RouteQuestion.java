package dev.vaultgate.router.route;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody makes, to see where it would go.
 *
 * @param kind whether it would be streamed
 * @param session what keeps it in one place, or null
 * @param tags that every deployment must have
 * @param without providers or deployments that are out
 */
public record RouteQuestion(
    Needs needs, Load.Kind kind, @Nullable String session, Set<String> tags, Set<String> without) {

  /** A plain streamed call. */
  public static final RouteQuestion PLAIN =
      new RouteQuestion(Needs.ofTokens(0, 500), Load.Kind.STREAM, null, Set.of(), Set.of());

  public RouteQuestion {
    tags = Set.copyOf(tags);
    without = Set.copyOf(without);
  }
}
