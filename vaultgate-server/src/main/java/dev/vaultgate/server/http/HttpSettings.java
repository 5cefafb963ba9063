package dev.vaultgate.server.http;

import dev.vaultgate.client.outbound.Network;
import java.time.Duration;
import java.util.List;

/**
 * How the server listens.
 *
 * @param host the address it binds
 * @param port the port it binds, 0 for any that is free
 * @param hosts names under which it may be addressed beside the bound one
 * @param trustedProxies whose word is taken on where a request comes from
 * @param threadsMax platform threads, where the JDK has no virtual ones
 * @param headMax the time for the head of a request
 * @param idleMax the time a connection may be silent between requests, and the time for which a
 *     caller may take nothing of his answer
 */
public record HttpSettings(
    String host,
    int port,
    List<String> hosts,
    List<Network> trustedProxies,
    int threadsMax,
    Duration headMax,
    Duration idleMax) {

  public HttpSettings {
    hosts = List.copyOf(hosts);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
