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
import java.util.HashMap;
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
  private final Map<String, ProviderAccess> access;
  private final Map<String, Function<String, Upstream>> inProcess;
  private final Transport transport;
  private final RequestMedia media;
  private final HealthSettings healthSettings;
  private final LongSupplier ticker;
  private final Map<String, ProviderSettings> settings;
  private final Map<String, Candidate> candidates = new ConcurrentHashMap<>();

  /** The health of deployments by what was known of them before this. */
  private final Map<String, Health> before = new HashMap<>();

  /**
   * @param inProcess providers that answer without a network, by id: a model's upstream by its name
   * @param settings how providers are set up, by id
   */
  Deployments(
      Map<String, Wire> wires,
      Map<String, ProviderAccess> access,
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
    for (Candidate candidate : old.candidates.values()) {
      String provider = candidate.provider();
      if (Objects.equals(settings.get(provider), old.settings.get(provider))) {
        before.put(candidate.deployment(), candidate.health());
      }
    }
    return this;
  }

  Candidate candidate(Deployment deployment) {
    String id = deployment.id();
    Candidate known = candidates.get(id);
    return known != null ? known : candidates.computeIfAbsent(id, absent -> create(deployment));
  }

  private Candidate create(Deployment deployment) {
    return new Candidate(
        deployment.provider(), deployment.id(), upstream(deployment), health(deployment));
  }

  private Health health(Deployment deployment) {
    Health known = before.get(deployment.id());
    return known == null ? new Health(deployment.id(), healthSettings, ticker) : known;
  }

  private Upstream upstream(Deployment deployment) {
    Function<String, Upstream> local = inProcess.get(deployment.provider());
    if (local != null) {
      return local.apply(deployment.model());
    }
    ProviderAccess provider = access.get(deployment.provider());
    if (provider == null) {
      // It was turned off after this call had found its model.
      throw new UpstreamException(
          UpstreamFault.UNAVAILABLE, UpstreamException.Report.NONE, null, null);
    }
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
