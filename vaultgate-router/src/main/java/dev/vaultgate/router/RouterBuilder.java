package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Exchange;
import dev.vaultgate.client.Identity;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.RequestMedia;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.aws.AwsIdentity;
import dev.vaultgate.client.azure.EntraIdentity;
import dev.vaultgate.client.bedrock.BedrockInvokeWire;
import dev.vaultgate.client.bedrock.BedrockWire;
import dev.vaultgate.client.bfl.BflWire;
import dev.vaultgate.client.cohere.CohereWire;
import dev.vaultgate.client.fal.FalWire;
import dev.vaultgate.client.gemini.GeminiWire;
import dev.vaultgate.client.google.GoogleIdentity;
import dev.vaultgate.client.http.Transports;
import dev.vaultgate.client.ideogram.IdeogramWire;
import dev.vaultgate.client.ollama.OllamaWire;
import dev.vaultgate.client.openai.OpenAiWire;
import dev.vaultgate.client.outbound.AddressRules;
import dev.vaultgate.client.outbound.MediaFetcher;
import dev.vaultgate.client.replicate.ReplicateWire;
import dev.vaultgate.client.responses.ResponsesWire;
import dev.vaultgate.client.stability.StabilityWire;
import dev.vaultgate.client.vertex.VertexWire;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.CatalogBuilder;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ProviderAccess;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.demo.DemoProvider;
import dev.vaultgate.router.route.HealthSettings;
import dev.vaultgate.router.route.RetryBudget;
import dev.vaultgate.router.route.RoutePolicy;
import dev.vaultgate.router.route.RouteRunner;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.RouteTable;
import dev.vaultgate.router.route.RouteThreads;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what a {@link Router} is made of. Nothing is taken from the environment: a key goes only
 * to the provider that it is given for. Not for several threads.
 */
public final class RouterBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(RouterBuilder.class);

  /** What checks are made with. An identity fetches no token before the first request. */
  private static final Transport SILENT =
      new Transport() {
        @Override
        public Exchange send(
            WireRequest request, Timeouts timeouts, boolean stream, Cancellation cancellation) {
          throw new UnsupportedOperationException("nothing is sent while settings are checked");
        }

        @Override
        public void close() {}
      };

  private ProviderRegistry registry = ProviderRegistry.builtIn();
  private final Map<String, ProviderSettings> providers = new LinkedHashMap<>();
  private final Map<String, Function<String, Upstream>> inProcess = new HashMap<>();
  private final List<CustomModel> models = new ArrayList<>();
  private final Map<String, RouteSpec> routes = new LinkedHashMap<>();
  private Strategy strategy = Strategy.PRIORITY;
  private Alerts alerts = Alerts.NONE;
  private final Map<String, Wire> wires = new LinkedHashMap<>();
  private final Map<String, Identity> identities = new LinkedHashMap<>();
  private RouteSettings routeSettings = RouteSettings.DEFAULT;
  private HealthSettings healthSettings = HealthSettings.DEFAULT;
  private Timeouts timeouts = Timeouts.DEFAULT;
  private SystemTime time = SystemTime.system();
  private @Nullable Transport transport;
  private RequestMedia media = RequestMedia.PUBLIC;
  private boolean passUnknownModels;

  RouterBuilder() {
    wire(new OpenAiWire());
    wire(new ResponsesWire());
    wire(new AnthropicWire());
    wire(new GeminiWire());
    wire(new CohereWire());
    wire(new OllamaWire());
    wire(new BflWire());
    wire(new FalWire());
    wire(new IdeogramWire());
    wire(new ReplicateWire());
    wire(new StabilityWire());
    wire(new VertexWire());
    wire(new BedrockWire());
    wire(new BedrockInvokeWire());
    identity(new AwsIdentity(() -> time.now()));
    identity(new GoogleIdentity());
    identity(new EntraIdentity());
  }

  /** Uses a provider of the registry. */
  public RouterBuilder provider(String id, @Nullable String key) {
    return provider(ProviderSettings.of(id, key));
  }

  /** Uses a provider of the registry, or one of one's own. */
  public RouterBuilder provider(ProviderSettings settings) {
    providers.put(settings.id(), settings);
    return this;
  }

  /**
   * Uses a provider that answers in this process, without a network.
   *
   * @param upstreams gives the upstream for a model's name
   */
  public RouterBuilder provider(ProviderRow row, Function<String, Upstream> upstreams) {
    registry = registry.with(row);
    inProcess.put(row.id(), upstreams);
    return this;
  }

  /** Uses the demo, which needs no account and no network: {@code demo-text} and its like. */
  public RouterBuilder demo() {
    return provider(DemoProvider.row(), model -> new DemoProvider(model, time));
  }

  /** Adds a model, or replaces the catalogue's of the same id. */
  public RouterBuilder model(CustomModel model) {
    models.add(model);
    return this;
  }

  /** Gives a name to models or deployments, tried in this order. */
  public RouterBuilder route(String name, String... targets) {
    return route(RouteSpec.named(name).targets(targets).build());
  }

  /** Adds a route, or says how a model chooses among its deployments. */
  public RouterBuilder route(RouteSpec route) {
    routes.put(route.name(), route);
    return this;
  }

  /** How models choose of which nothing else is said. */
  public RouterBuilder strategy(Strategy strategy) {
    this.strategy = strategy;
    return this;
  }

  /** Tells the operator of keys, accounts, names and certificates that are his to repair. */
  public RouterBuilder alerts(Alerts alerts) {
    this.alerts = alerts;
    return this;
  }

  /** Speaks a further dialect, or another version of a known one. */
  public RouterBuilder wire(Wire wire) {
    wires.put(wire.id(), wire);
    return this;
  }

  /** Knows a further way of being let in, or another version of a known one. */
  public RouterBuilder identity(Identity identity) {
    identities.put(identity.id(), identity);
    return this;
  }

  /** The ways of being let in that are more than a key, by name. */
  public Map<String, Identity> identities() {
    return Map.copyOf(identities);
  }

  /** The dialects that are spoken, by name. */
  public Set<String> wires() {
    return Set.copyOf(wires.keySet());
  }

  /** Knows these providers instead of the ones that come with the module. */
  public RouterBuilder registry(ProviderRegistry registry) {
    this.registry = registry;
    return this;
  }

  public RouterBuilder settings(RouteSettings settings) {
    this.routeSettings = settings;
    return this;
  }

  public RouterBuilder settings(HealthSettings settings) {
    this.healthSettings = settings;
    return this;
  }

  public RouterBuilder timeouts(Timeouts timeouts) {
    this.timeouts = timeouts;
    return this;
  }

  /** Sends by this transport, which the router closes, instead of one of its own. */
  public RouterBuilder transport(Transport transport) {
    this.transport = transport;
    return this;
  }

  /**
   * Holds the addresses of pictures and documents within requests to these rules, instead of
   * letting them name any place of the public internet.
   */
  public RouterBuilder media(AddressRules rules) {
    this.media = new RequestMedia(new MediaFetcher(rules));
    return this;
  }

  /**
   * Lets {@code provider/model} mean a deployment also where the catalogue does not know the model.
   */
  public RouterBuilder passUnknownModels(boolean pass) {
    this.passUnknownModels = pass;
    return this;
  }

  /** Another time, for tests. */
  public RouterBuilder time(SystemTime time) {
    this.time = time;
    return this;
  }

  /**
   * The router of what has been set.
   *
   * @throws IllegalArgumentException when a provider, a key, an address or a model is missing or
   *     not known; the message says what to set
   */
  public Router build() {
    Transport carrier = transport == null ? Transports.USUAL.open() : transport;
    if (providers.values().stream().anyMatch(RouterBuilder::isSecure)) {
      // Beside what else is made, so that no call has to wait for it.
      Thread preparing = new Thread(carrier::prepareTls, "vaultgate-tls");
      preparing.setDaemon(true);
      preparing.start();
    }
    return new Router(
        routing(carrier),
        new RouteRunner(new RetryBudget(), time::nanoTime, RouteThreads.executor()),
        time);
  }

  /** Known providers have addresses of their own, which begin so. */
  private static boolean isSecure(ProviderSettings settings) {
    return settings.baseUrl() == null || settings.baseUrl().startsWith("https:");
  }

  /** What is set, over a transport that is there. */
  Router.Routing routing(Transport transport) {
    Map<String, List<ProviderAccess>> access = new HashMap<>();
    Map<String, ProviderSettings> opened = new HashMap<>();
    ProviderRegistry known = registry;
    for (ProviderSettings settings : providers.values()) {
      List<ProviderAccess> keys = access(settings, transport);
      ProviderRow row = keys.get(0).provider();
      known = known.with(row);
      access.put(row.id(), keys);
      opened.put(row.id(), settings);
    }
    Catalog catalog = catalog(known, opened);
    RouteTable table = table(catalog);
    table.shortfalls().forEach(shortfall -> LOG.warn("{}", shortfall));
    return new Router.Routing(
        catalog,
        new Deployments(
            wires, access, inProcess, transport, media, healthSettings, alerts, time, opened),
        table,
        timeouts);
  }

  private RouteTable table(Catalog catalog) {
    List<RouteSpec> told = routes.values().stream().filter(route -> !route.isPlain()).toList();
    return RouteTable.of(
        RoutePolicy.of(strategy, routeSettings),
        told,
        name ->
            catalog.resolve(name, time.today()).model().orElseThrow(() -> noSuchModel(name)).id(),
        (route, target) -> deployments(catalog, route, target));
  }

  private static IllegalArgumentException noSuchModel(String name) {
    return new IllegalArgumentException(
        "route " + name + ": no targets, and no model of this name (expected: one of the two)");
  }

  /** Which deployments of a route a target stands for. */
  private List<Deployment> deployments(Catalog catalog, RouteSpec route, String target) {
    List<Deployment> all =
        catalog
            .resolve(route.name(), time.today())
            .model()
            .map(PublicModel::deployments)
            .orElse(List.of());
    List<String> wanted =
        catalog
            .resolve(target, time.today())
            .model()
            .map(model -> model.deployments().stream().map(Deployment::id).toList())
            .orElse(List.of(target));
    return all.stream().filter(deployment -> wanted.contains(deployment.id())).toList();
  }

  /**
   * Fails as {@link #build} would because of this provider. Nothing is sent.
   *
   * @throws IllegalArgumentException when something is missing or wrong; the message says what
   */
  public void check(ProviderSettings settings) {
    access(settings, SILENT);
  }

  /** Once for each key. */
  private List<ProviderAccess> access(ProviderSettings settings, Transport transport) {
    ProviderRow row = row(registry, settings);
    if (!wires.containsKey(row.wire())) {
      throw new IllegalArgumentException(
          "provider "
              + row.id()
              + ": wire "
              + row.wire()
              + " (expected: one of "
              + wires.keySet()
              + ")");
    }
    List<ProviderAccess> keys = new ArrayList<>();
    keys.add(
        new ProviderAccess(
            row, settings.key(), credentials(row, settings, transport), settings.variables()));
    for (String key : settings.otherKeys()) {
      keys.add(new ProviderAccess(row, key, settings.variables()));
    }
    return List.copyOf(keys);
  }

  /** A key comes before an identity: whoever gives both means the key. */
  private @Nullable Credentials credentials(
      ProviderRow row, ProviderSettings settings, Transport transport) {
    Identity identity = row.identity() == null ? null : identities.get(row.identity());
    if (identity == null || settings.key() != null) {
      return null;
    }
    try {
      return identity.open(settings.identity(), transport);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "provider %s: identity: %s (an api_key does as well%s)"
              .formatted(row.id(), e.getMessage(), keysOf(row)),
          e);
    }
  }

  private static String keysOf(ProviderRow row) {
    List<String> keys = row.environment().keys();
    return keys.isEmpty() ? "" : ", or " + String.join(" or ", keys) + " in the environment";
  }

  private Catalog catalog(ProviderRegistry known, Map<String, ProviderSettings> opened) {
    CatalogBuilder catalog = Catalog.builder(known).passUnknownModels(passUnknownModels);
    opened.forEach(
        (id, settings) -> {
          if (settings.like() == null) {
            catalog.enable(id);
          } else {
            catalog.enable(id, settings.like());
          }
        });
    inProcess.keySet().forEach(catalog::enable);
    models.forEach(catalog::model);
    for (RouteSpec route : routes.values()) {
      if (route.isPlain()) {
        catalog.alias(route.name(), route.all());
      } else if (!route.targets().isEmpty()) {
        catalog.route(route.name(), route.all());
      }
    }
    return catalog.build();
  }

  private static ProviderRow.Builder known(ProviderRegistry registry, ProviderSettings settings) {
    return settings.like() == null
        ? registry.get(settings.id()).toBuilder()
        : registry.get(settings.like()).another(settings.id());
  }

  private static ProviderRow row(ProviderRegistry registry, ProviderSettings settings) {
    ProviderRow.Builder row =
        settings.wire() == null
            ? known(registry, settings)
            : ProviderRow.builder(settings.id(), settings.wire());
    if (settings.baseUrl() != null) {
      row.baseUrl(settings.baseUrl());
    }
    if (settings.wire() != null && settings.key() == null) {
      row.auth(null);
    }
    if (!settings.headers().isEmpty()) {
      row.headers(settings.headers());
    }
    ProviderRow there = row.build();
    Set<Quirk> quirks = new LinkedHashSet<>(there.quirks());
    quirks.addAll(settings.quirks());
    return row.quirks(quirks).rules(there.rules().and(settings.rules())).build();
  }
}
