package dev.vaultgate.router.route;

import dev.vaultgate.client.Upstream;

/**
 * A deployment as a route tries it.
 *
 * @param provider the provider's id
 * @param deployment {@code provider/model}, with {@code #2} and so on for further keys
 */
public record Candidate(String provider, String deployment, Upstream upstream, Health health) {}
