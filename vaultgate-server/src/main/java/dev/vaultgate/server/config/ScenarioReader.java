package dev.vaultgate.server.config;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.ModelTraits;
import dev.vaultgate.router.route.HealthSettings;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Needs;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.RoutePolicy;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.RouteTable;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.Traffic;
import dev.vaultgate.router.simulate.Behaviour;
import dev.vaultgate.router.simulate.Scenario;
import dev.vaultgate.router.simulate.ScriptedDeployment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the scenario of a simulation, with all that is wrong in it told at once. */
public final class ScenarioReader {

  private static final String ROUTE = "route";
  private static final List<String> FAULTS =
      Stream.of(UpstreamFault.values())
          .map(fault -> fault.name().toLowerCase(Locale.ROOT))
          .toList();

  private final Problems problems;
  private final Section root;
  private final List<ScriptedDeployment> deployments = new ArrayList<>();
  private final RouteSpec.Builder route = RouteSpec.named(ROUTE);

  private ScenarioReader(Path file) {
    this.problems = new Problems(String.valueOf(file.getFileName()));
    this.root = new Section("", YamlFile.read(file), new References(Map.of()), problems);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException when something is wrong; its message says all that is
   */
  public static Scenario read(Path file) {
    return new ScenarioReader(file).read();
  }

  private Scenario read() {
    int seed = root.integer("seed", 1, 0, Integer.MAX_VALUE);
    Duration duration = root.time("duration", Duration.ofHours(1));
    int perSecond = root.integer("requests_per_second", 5, 1, 100_000);
    boolean stream = root.flag("stream", true);
    Section tokens = root.section("tokens");
    Needs needs =
        Needs.ofTokens(
            tokens.integer("prompt", 800, 0, 100_000_000),
            tokens.integer("output", 300, 0, 100_000_000));
    tokens.end();
    int leavePercent = root.integer("leave_percent", 0, 0, 100);
    Timeouts timeouts = timeouts(root.section("timeouts"));
    readRoute(root.section(ROUTE));
    Section all = root.section("deployments");
    all.names().forEach(id -> deployment(all, id));
    root.end();
    problems.throwIfAny();
    try {
      return new Scenario(
          seed,
          duration,
          perSecond,
          stream ? Load.Kind.STREAM : Load.Kind.WHOLE,
          needs,
          leavePercent / 100.0,
          policy(),
          HealthSettings.DEFAULT,
          timeouts,
          deployments);
    } catch (IllegalArgumentException e) {
      problems.add(1, "scenario", String.valueOf(e.getMessage()));
      problems.throwIfAny();
      throw e;
    }
  }

  private void readRoute(Section section) {
    try {
      RoutesReader.read(section, route);
    } catch (IllegalArgumentException e) {
      problems.add(section.line(), ROUTE, String.valueOf(e.getMessage()));
    }
    section.end();
  }

  /** The route over all deployments that are not named as fallbacks. */
  private RoutePolicy policy() {
    RouteSpec spec = route.build();
    return RouteTable.of(
            RoutePolicy.of(Strategy.PRIORITY, RouteSettings.DEFAULT),
            List.of(spec),
            name -> ROUTE,
            (any, target) ->
                deployments.stream()
                    .filter(scripted -> scripted.place().id().equals(target))
                    .map(ScenarioReader::catalogued)
                    .toList())
        .get(ROUTE)
        .policy();
  }

  private static Deployment catalogued(ScriptedDeployment scripted) {
    String id = scripted.place().id();
    int slash = id.indexOf('/');
    return new Deployment(
        id.substring(0, slash),
        id.substring(slash + 1),
        ModelTraits.UNKNOWN,
        scripted.place().price(),
        null,
        null);
  }

  private static Timeouts timeouts(Section section) {
    Timeouts usual = Timeouts.DEFAULT;
    Duration total = section.time("total", usual.total());
    Timeouts timeouts =
        new Timeouts(
            usual.connect(),
            section.time("first_content", usual.firstContent()),
            usual.idle(),
            total,
            section.has("total") ? total : usual.streamTotal());
    section.end();
    return timeouts;
  }

  private void deployment(Section all, String id) {
    Section section = all.section(id);
    if (id.indexOf('/') < 1) {
      all.wrong(id, "expected: provider/model");
      return;
    }
    int weight = section.integer("weight", 1, 0, 1_000_000);
    if (!route.isFallback(id)) {
      route.target(id, weight);
    }
    Traffic traffic =
        new Traffic(
            section.integer("max_concurrent", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
            section.integer("requests_per_minute", 0, 0, 10_000_000),
            false,
            Set.of());
    ModelPrice price = price(section);
    Behaviour usual = behaviour(section, Behaviour.WELL);
    List<ScriptedDeployment.Phase> phases = new ArrayList<>();
    for (Node item : section.items("phases")) {
      if (item instanceof Node.Mapping mapping) {
        phase(section.item("phases", mapping), usual, phases);
      } else {
        problems.add(item.line(), section.path() + ".phases", "expected: entries");
      }
    }
    section.end();
    deployments.add(
        new ScriptedDeployment(
            new Place(
                id.substring(0, id.indexOf('/')), id, id, ModelTraits.UNKNOWN, price, Set.of()),
            traffic,
            usual,
            phases));
  }

  private void phase(Section section, Behaviour usual, List<ScriptedDeployment.Phase> phases) {
    Duration from = section.has("from") ? section.time("from", Duration.ZERO) : Duration.ZERO;
    Duration until = section.time("until", Duration.ofHours(24));
    Behaviour behaviour = behaviour(section, usual);
    section.end();
    try {
      phases.add(new ScriptedDeployment.Phase(from, until, behaviour));
    } catch (IllegalArgumentException e) {
      problems.add(section.line(), section.path(), String.valueOf(e.getMessage()));
    }
  }

  private Behaviour behaviour(Section section, Behaviour usual) {
    List<Duration> latency = List.of(usual.latencyMin(), usual.latencyMax());
    if (section.has("latency")) {
      latency = section.times("latency");
      if (latency.size() != 2 || latency.get(0).compareTo(latency.get(1)) > 0) {
        section.wrong("latency", "expected: the shortest and the longest, such as [ 300ms, 2s ]");
        latency = List.of(usual.latencyMin(), usual.latencyMax());
      }
    }
    return new Behaviour(
        latency.get(0),
        latency.get(1),
        percent(section, "tail_percent", usual.tailShare()),
        section.time("tail_latency", usual.tail().isZero() ? Duration.ofSeconds(10) : usual.tail()),
        percent(section, "fail_percent", usual.failShare()),
        fault(section, usual.fault()),
        section.time("fail_after", usual.failAfter()),
        retryAfter(section, usual.retryAfter()),
        section.time("answer", usual.answer()),
        percent(section, "cut_percent", usual.cutShare()));
  }

  private static double percent(Section section, String name, double usual) {
    return section.integer(name, (int) Math.round(usual * 100), 0, 100) / 100.0;
  }

  private static @Nullable Duration retryAfter(Section section, @Nullable Duration usual) {
    return section.has("retry_after") ? section.time("retry_after", Duration.ofSeconds(1)) : usual;
  }

  private static UpstreamFault fault(Section section, UpstreamFault usual) {
    String word = section.text("fault");
    if (word == null) {
      return usual;
    }
    if (!FAULTS.contains(word)) {
      section.wrong("fault", "expected: one of " + String.join(", ", FAULTS));
      return usual;
    }
    return UpstreamFault.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static @Nullable ModelPrice price(Section section) {
    if (!section.has("price")) {
      return null;
    }
    Section price = section.section("price");
    String input = price.required("input");
    String output = price.required("output");
    price.end();
    try {
      return ModelPrice.perMillionTokens(input, output);
    } catch (IllegalArgumentException e) {
      section.wrong("price", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
