package dev.vaultgate.server.config;

import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.FallbackCause;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.TimeLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code routing} and the {@code routes} of a configuration. A route is a list of
 * targets, or a mapping that says how to choose among them.
 */
public final class RoutesReader {

  private static final List<String> STRATEGIES =
      Stream.of(Strategy.values()).map(Strategy::key).toList();
  private static final List<String> CAUSES =
      Stream.of(FallbackCause.values()).map(FallbackCause::key).toList();

  private final RouteSettings bounds;
  private final Strategy strategy;
  private final List<RouteSpec> routes = new ArrayList<>();

  RoutesReader(Section routing, Section routes) {
    RouteSettings usual = RouteSettings.DEFAULT;
    this.bounds =
        usual.withAttempts(
            routing.integer("attempts", usual.attemptsMax(), 1, 10),
            routing.integer("attempts_per_deployment", usual.sameDeploymentMax(), 1, 10));
    Strategy said = strategy(routing);
    this.strategy = said == null ? Strategy.PRIORITY : said;
    routing.end();
    for (String name : routes.names()) {
      RouteSpec route = route(routes, name);
      if (route != null) {
        this.routes.add(route);
      }
    }
  }

  RouteSettings bounds() {
    return bounds;
  }

  /** For models of which nothing else is said. */
  Strategy strategy() {
    return strategy;
  }

  List<RouteSpec> routes() {
    return List.copyOf(routes);
  }

  private static @Nullable RouteSpec route(Section routes, String name) {
    RouteSpec.Builder route = RouteSpec.named(name);
    try {
      if (routes.isMapping(name)) {
        Section section = routes.section(name);
        read(section, route);
        section.end();
        return route.build();
      }
      List<String> targets = routes.texts(name);
      if (targets.isEmpty()) {
        routes.wrong(name, "expected: models or deployments, in the order to try them in");
        return null;
      }
      return route.targets(targets.toArray(String[]::new)).build();
    } catch (IllegalArgumentException e) {
      routes.wrong(name, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** What a route's mapping says. */
  static void read(Section section, RouteSpec.Builder route) {
    for (Node item : section.items("targets")) {
      if (item instanceof Node.Mapping mapping) {
        Section target = section.item("targets", mapping);
        route.target(target.required("target"), target.integer("weight", 1, 0, 1_000_000));
        target.end();
      } else if (item instanceof Node.Scalar text) {
        route.target(text.text(), 1);
      }
    }
    route
        .strategy(strategy(section))
        .byUser(affinity(section))
        .tags(Set.copyOf(section.texts("tags")))
        .times(times(section.section("timeouts")));
    if (section.has("attempts")) {
      route.attemptsMax(section.integer("attempts", RouteSettings.DEFAULT.attemptsMax(), 1, 10));
    }
    Section fallbacks = section.section("fallbacks");
    for (String cause : fallbacks.names()) {
      List<String> targets = fallbacks.texts(cause);
      FallbackCause.find(cause)
          .ifPresentOrElse(
              known -> route.fallback(known, targets.toArray(String[]::new)),
              () -> fallbacks.wrong(cause, "expected: one of " + String.join(", ", CAUSES)));
    }
    if (section.has("hedge")) {
      route.hedge(hedge(section.section("hedge")));
    }
    route.window(window(section.section("commit")));
    route.priceMax(priceMax(section));
  }

  private static @Nullable Strategy strategy(Section section) {
    String word = section.text("strategy");
    if (word == null) {
      return null;
    }
    Strategy strategy = Strategy.find(word).orElse(null);
    if (strategy == null) {
      section.wrong("strategy", "expected: one of " + String.join(", ", STRATEGIES));
    }
    return strategy;
  }

  private static boolean affinity(Section section) {
    String word = section.text("affinity", "session");
    if (!word.equals("session") && !word.equals("user")) {
      section.wrong("affinity", "expected: session or user");
    }
    return word.equals("user");
  }

  private static Hedge hedge(Section section) {
    String after = section.text("after", "p95");
    Duration fixed = after.equals("p95") ? null : section.time("after", Duration.ofSeconds(1));
    int percent = section.integer("max_percent", 5, 1, 100);
    section.end();
    return new Hedge(fixed, percent / 100.0);
  }

  private static CommitWindow window(Section section) {
    CommitWindow window =
        new CommitWindow(
            section.integer("tokens", 0, 0, 10_000),
            section.has("time") ? section.time("time", Duration.ofSeconds(1)) : Duration.ZERO,
            section.flag("tool_calls", false));
    section.end();
    return window;
  }

  private static TimeLimits times(Section section) {
    TimeLimits times =
        new TimeLimits(
            time(section, "connect"),
            time(section, "first_content"),
            time(section, "idle"),
            time(section, "total"));
    section.end();
    return times;
  }

  private static @Nullable Duration time(Section section, String name) {
    return section.has(name) ? section.time(name, Duration.ofSeconds(1)) : null;
  }

  private static @Nullable ModelPrice priceMax(Section section) {
    if (!section.has("price_max")) {
      return null;
    }
    Section price = section.section("price_max");
    String input = price.required("input");
    String output = price.required("output");
    price.end();
    return ModelPrice.perMillionTokens(input, output);
  }
}
