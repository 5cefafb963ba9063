package dev.vaultgate.router.route;

import dev.vaultgate.router.catalog.ModelPrice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A route as an operator or an application describes it: names of models or deployments, and how to
 * choose among them. Without targets it says how to choose among the deployments of the model that
 * has its name.
 *
 * @param name by which it is asked for
 * @param targets models or deployments with their weights, in order of preference
 * @param fallbacks models or deployments that are asked for some causes only, in order
 * @param strategy null for what is usual
 * @param byUser whether calls of one {@code user} stay together
 * @param hedge null for none
 * @param window how much of a stream is held back
 * @param times in the place of the usual ones
 * @param attemptsMax null for what is usual
 * @param tags words that every deployment must have
 * @param priceMax what no fallback should exceed; null for the dearest target
 */
public record RouteSpec(
    String name,
    Map<String, Integer> targets,
    Map<String, Set<FallbackCause>> fallbacks,
    @Nullable Strategy strategy,
    boolean byUser,
    @Nullable Hedge hedge,
    CommitWindow window,
    TimeLimits times,
    @Nullable Integer attemptsMax,
    Set<String> tags,
    @Nullable ModelPrice priceMax) {

  public RouteSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("route: '" + name + "' (expected: a name)");
    }
    if (targets.isEmpty() && !fallbacks.isEmpty()) {
      throw new IllegalArgumentException(
          "route " + name + ": fallbacks without targets (expected: targets to fall back from)");
    }
    targets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    fallbacks = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fallbacks));
    tags = Set.copyOf(tags);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** All names, the fallbacks last. */
  public List<String> all() {
    List<String> all = new ArrayList<>(targets.keySet());
    fallbacks.keySet().stream().filter(name -> !targets.containsKey(name)).forEach(all::add);
    return all;
  }

  /** Whether it says no more than in which order targets are tried. */
  public boolean isPlain() {
    return fallbacks.isEmpty()
        && strategy == null
        && !byUser
        && hedge == null
        && window.isNone()
        && times.equals(TimeLimits.NONE)
        && attemptsMax == null
        && tags.isEmpty()
        && targets.values().stream().allMatch(weight -> weight == 1);
  }

  /** Collects what a route is made of. Not for several threads. */
  public static final class Builder {

    private final String name;
    private final Map<String, Integer> targets = new LinkedHashMap<>();
    private final Map<String, Set<FallbackCause>> fallbacks = new LinkedHashMap<>();
    private @Nullable Strategy strategy;
    private boolean byUser;
    private @Nullable Hedge hedge;
    private CommitWindow window = CommitWindow.NONE;
    private TimeLimits times = TimeLimits.NONE;
    private @Nullable Integer attemptsMax;
    private Set<String> tags = Set.of();
    private @Nullable ModelPrice priceMax;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds models or deployments, each of the weight 1. */
    public Builder targets(String... names) {
      for (String target : names) {
        target(target, 1);
      }
      return this;
    }

    public Builder target(String name, int weight) {
      targets.put(name, weight);
      return this;
    }

    /** Adds models or deployments that are asked for this cause only. */
    public Builder fallback(FallbackCause cause, String... names) {
      for (String fallback : names) {
        fallbacks
            .computeIfAbsent(fallback, absent -> EnumSet.noneOf(FallbackCause.class))
            .add(cause);
      }
      return this;
    }

    /** Whether this is asked for some causes only. */
    public boolean isFallback(String name) {
      return fallbacks.containsKey(name);
    }

    public Builder strategy(@Nullable Strategy strategy) {
      this.strategy = strategy;
      return this;
    }

    /** Keeps the calls of one {@code user} together. */
    public Builder byUser(boolean byUser) {
      this.byUser = byUser;
      return this;
    }

    public Builder hedge(@Nullable Hedge hedge) {
      this.hedge = hedge;
      return this;
    }

    public Builder window(CommitWindow window) {
      this.window = window;
      return this;
    }

    public Builder times(TimeLimits times) {
      this.times = times;
      return this;
    }

    public Builder attemptsMax(@Nullable Integer attempts) {
      this.attemptsMax = attempts;
      return this;
    }

    public Builder tags(Set<String> tags) {
      this.tags = tags;
      return this;
    }

    public Builder priceMax(@Nullable ModelPrice price) {
      this.priceMax = price;
      return this;
    }

    public RouteSpec build() {
      return new RouteSpec(
          name,
          targets,
          fallbacks,
          strategy,
          byUser,
          hedge,
          window,
          times,
          attemptsMax,
          tags,
          priceMax);
    }
  }
}
