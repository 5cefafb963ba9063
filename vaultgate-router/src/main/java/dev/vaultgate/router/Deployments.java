package dev.vaultgate.router;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.ProviderClient;
import dev.vaultgate.client.RequestMedia;
import dev.vaultgate.client.Transport;
import dev.vaultgate.client.Upstream;
import dev.vaultgate.client.Wire;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ProviderAccess;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Health;
import dev.vaultgate.router.route.HealthSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

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
  private final LongSupplier ticker;
  private final Map<String, ProviderSettings> settings;
  private final Map<String, List<Candidate>> candidates = new ConcurrentHashMap<>();

  /** The health of deployments by what was known of them before this. */
  private final Map<String, Health> before = new HashMap<>();

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
      LongSupplier ticker,
      Map<String, ProviderSettings> settings) {
    this.wires = Map.copyOf(wires);
    this.access = Map.copyOf(access);
    this.inProcess = Map.copyOf(inProcess);
    this.transport = transport;
    this.media = media;
    this.healthSettings = healthSettings;
    this.ticker = ticker;
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
          before.put(candidate.deployment(), candidate.health());
        }
      }
    }
    return this;
  }

  /** A deployment as a route tries it: once with each key of its provider. */
  List<Candidate> candidates(Deployment deployment) {
    String id = deployment.id();
    List<Candidate> known = candidates.get(id);
    return known != null ? known : candidates.computeIfAbsent(id, absent -> create(deployment));
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
    String id = key == 1 ? deployment.id() : deployment.id() + "#" + key;
    Health known = before.get(id);
    return new Candidate(
        deployment.provider(),
        id,
        upstream,
        known == null ? new Health(id, healthSettings, ticker) : known);
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
