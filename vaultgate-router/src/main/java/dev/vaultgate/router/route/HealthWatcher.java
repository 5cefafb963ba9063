package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;

/**
 * Hears what becomes of deployments. Called on the thread of the call that brought it about, which
 * must not be kept waiting.
 */
public interface HealthWatcher {

  /** Nobody hears anything. */
  HealthWatcher NONE = new HealthWatcher() {};

  /**
   * Something is wrong that does not pass by itself: the operator's key, account, model name or the
   * provider's certificate. Once, until the deployment has answered again.
   *
   * @param words what it is, without any secret
   */
  default void needsOperator(String deployment, UpstreamFault fault, String words) {}

  /** A circuit has opened or closed. */
  default void circuit(String deployment, boolean open) {}
}
