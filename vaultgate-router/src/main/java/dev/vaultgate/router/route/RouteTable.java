package dev.vaultgate.router.route;

import dev.vaultgate.router.catalog.Deployment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How each model chooses among its deployments. Immutable, but for whose turn it is. */
public final class RouteTable {

  /**
   * How one model chooses.
   *
   * @param tags words that every deployment must have
   * @param hedges null where it does not hedge
   * @param turn whose turn it is
   * @param shortfalls what its fallbacks lack
   */
  public record Entry(
      RoutePolicy policy,
      Set<String> tags,
      @Nullable HedgeShare hedges,
      AtomicInteger turn,
      List<FallbackProof.Shortfall> shortfalls) {

    public Entry {
      shortfalls = List.copyOf(shortfalls);
    }

    /** Whose turn it is; the same one's where the route does not take turns. */
    public int nextTurn() {
      return policy.strategy() == Strategy.ROUND_ROBIN ? turn.getAndIncrement() : 0;
    }
  }

  private final RoutePolicy usual;
  private final Entry unnamed;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Of models of which nothing is said, where they take turns; bounded by the catalogue. */
  private final Map<String, Entry> turning = new ConcurrentHashMap<>();

  private RouteTable(RoutePolicy usual) {
    this.usual = usual;
    this.unnamed = usual(usual);
  }

  private static Entry usual(RoutePolicy usual) {
    return new Entry(usual, Set.of(), null, new AtomicInteger(), List.of());
  }

  /**
   * The table of what is described.
   *
   * @param usual for models of which nothing is said
   * @param models the id of the model that a route's name means
   * @param deployments what a name means within a route
   * @throws IllegalArgumentException when a route without targets names no model
   */
  public static RouteTable of(
      RoutePolicy usual,
      List<RouteSpec> specs,
      Function<String, String> models,
      BiFunction<RouteSpec, String, List<Deployment>> deployments) {
    RouteTable table = new RouteTable(usual);
    for (RouteSpec spec : specs) {
      table.entries.put(
          models.apply(spec.name()), entry(usual, spec, name -> deployments.apply(spec, name)));
    }
    return table;
  }

  private static Entry entry(
      RoutePolicy usual, RouteSpec spec, Function<String, List<Deployment>> deployments) {
    Map<String, Integer> weights = new LinkedHashMap<>();
    List<Deployment> first = new ArrayList<>();
    spec.targets()
        .forEach(
            (name, weight) -> {
              for (Deployment deployment : deployments.apply(name)) {
                first.add(deployment);
                weights.putIfAbsent(deployment.id(), weight);
              }
            });
    Map<String, Set<FallbackCause>> fallbacks = new LinkedHashMap<>();
    List<FallbackProof.Shortfall> shortfalls = new ArrayList<>();
    spec.fallbacks()
        .forEach(
            (name, causes) -> {
              for (Deployment deployment : deployments.apply(name)) {
                if (!weights.containsKey(deployment.id())) {
                  fallbacks.put(deployment.id(), causes);
                  shortfalls.addAll(
                      FallbackProof.of(spec.name(), first, deployment, causes, spec.priceMax()));
                }
              }
            });
    weights.values().removeIf(weight -> weight == 1);
    RouteSettings bounds = usual.bounds();
    RoutePolicy policy =
        new RoutePolicy(
            spec.strategy() == null ? usual.strategy() : spec.strategy(),
            spec.byUser(),
            weights,
            fallbacks,
            spec.hedge(),
            spec.window(),
            spec.times(),
            spec.attemptsMax() == null
                ? bounds
                : bounds.withAttempts(spec.attemptsMax(), bounds.sameDeploymentMax()));
    return new Entry(
        policy,
        spec.tags(),
        spec.hedge() == null ? null : new HedgeShare(spec.hedge()),
        new AtomicInteger(),
        shortfalls);
  }

  /** How a model chooses. */
  public Entry get(String model) {
    Entry entry = entries.get(model);
    if (entry != null) {
      return entry;
    }
    return usual.strategy() == Strategy.ROUND_ROBIN
        ? turning.computeIfAbsent(model, absent -> usual(usual))
        : unnamed;
  }

  /** What the fallbacks of all routes lack. */
  public List<FallbackProof.Shortfall> shortfalls() {
    return entries.values().stream().flatMap(entry -> entry.shortfalls().stream()).toList();
  }
}
