package dev.vaultgate.router;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.RequestMedia;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.client.Wire;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ProviderAccess;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Health;
import dev.vaultgate.router.route.HealthSettings;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.Traffic;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The deployments that have been asked for so far, each with the client that asks it and its
 * health. Bounded by the models of the enabled providers.
 */
final class Deployments implements AutoCloseable {

  private final Map<String, Wire> wires;
  private final Map<String, List<ProviderAccess>> access;
  private final Map<String, Function<String, Upstream>> inProcess;
  private final Transport transport;
  private final RequestMedia media;
  private final HealthSettings healthSettings;
  private final Alerts alerts;
  private final SystemTime time;
  private final Map<String, ProviderSettings> settings;
  private final Map<String, List<Candidate>> candidates = new ConcurrentHashMap<>();

  /** What was known of deployments before this. */
  private final Map<String, Candidate> before = new HashMap<>();

  /**
   * @param access providers by id, once for each of their keys
   * @param inProcess providers that answer without a network, by id: a model's upstream by its name
   * @param settings how providers are set up, by id
   */
  Deployments(
      Map<String, Wire> wires,
      Map<String, List<ProviderAccess>> access,
      Map<String, Function<String, Upstream>> inProcess,
      Transport transport,
      RequestMedia media,
      HealthSettings healthSettings,
      Alerts alerts,
      SystemTime time,
      Map<String, ProviderSettings> settings) {
    this.wires = Map.copyOf(wires);
    this.access = Map.copyOf(access);
    this.inProcess = Map.copyOf(inProcess);
    this.transport = transport;
    this.media = media;
    this.healthSettings = healthSettings;
    this.alerts = alerts;
    this.time = time;
    this.settings = Map.copyOf(settings);
  }

  Transport transport() {
    return transport;
  }

  /** Takes over what is known of deployments at providers that are set up as they were. */
  Deployments after(Deployments old) {
    for (List<Candidate> ofDeployment : old.candidates.values()) {
      for (Candidate candidate : ofDeployment) {
        String provider = candidate.provider();
        if (Objects.equals(settings.get(provider), old.settings.get(provider))) {
          before.put(candidate.deployment(), candidate);
        }
      }
    }
    return this;
  }

  /** A deployment as a route tries it: once with each key of its provider. */
  @SuppressWarnings("ReferenceEquality") // The same price object is the same price, and cheaper.
  List<Candidate> candidates(Deployment deployment) {
    String id = deployment.id();
    List<Candidate> known = candidates.get(id);
    if (known == null) {
      known = candidates.computeIfAbsent(id, absent -> create(deployment));
    }
    // Another model may say otherwise of the same deployment; its health is the same.
    return known.get(0).place().price() == deployment.price()
        ? known
        : known.stream().map(candidate -> candidate.at(deployment.price())).toList();
  }

  private List<Candidate> create(Deployment deployment) {
    Function<String, Upstream> local = inProcess.get(deployment.provider());
    if (local != null) {
      return List.of(candidate(deployment, 1, local.apply(deployment.model())));
    }
    List<ProviderAccess> keys = access.get(deployment.provider());
    if (keys == null) {
      // It was turned off after this call had found its model.
      throw new UpstreamException(
          UpstreamFault.UNAVAILABLE, UpstreamException.Report.NONE, null, null);
    }
    List<Candidate> created = new ArrayList<>();
    for (ProviderAccess key : keys) {
      created.add(candidate(deployment, created.size() + 1, upstream(key, deployment)));
    }
    return List.copyOf(created);
  }

  private Candidate candidate(Deployment deployment, int key, Upstream upstream) {
    String provider = deployment.provider();
    String id = key == 1 ? deployment.id() : deployment.id() + "#" + key;
    Traffic traffic =
        settings.containsKey(provider) ? settings.get(provider).traffic() : Traffic.FREE;
    Candidate known = before.get(id);
    return new Candidate(
        new Place(
            provider, deployment.id(), id, deployment.traits(), deployment.price(), traffic.tags()),
        upstream,
        known == null
            ? new Health(id, healthSettings, time::nanoTime, time::random, alerts)
            : known.health(),
        known == null ? new Load(id, traffic, time::nanoTime) : known.load());
  }

  /** All that have been asked for. */
  Stream<Candidate> known() {
    return candidates.values().stream().flatMap(List::stream);
  }

  private Upstream upstream(ProviderAccess provider, Deployment deployment) {
    Wire wire = wires.get(provider.provider().wire());
    if (wire == null) {
      throw new IllegalStateException("wire " + provider.provider().wire() + " is not known");
    }
    return new ProviderClient(wire, provider.target(deployment), transport, media);
  }

  @Override
  public void close() {
    transport.close();
  }
}
