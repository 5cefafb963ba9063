package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import java.util.Locale;

/**
 * One try that failed through the provider's fault.
 *
 * @param place the deployment's place in the plan, from 0
 * @param failure what went wrong
 */
public record Attempt(int place, UpstreamException failure) {

  public UpstreamFault fault() {
    return failure.fault();
  }

  /** How the attempt ended, for the route trace: the provider's status, or the fault's own word. */
  public String outcome() {
    int status = failure.report().status();
    return status > 0 ? Integer.toString(status) : fault().name().toLowerCase(Locale.ROOT);
  }
}
