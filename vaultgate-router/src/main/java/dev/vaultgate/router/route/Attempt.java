package dev.vaultgate.router.route;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One try at a deployment.
 *
 * @param place the deployment's place in the plan, from 0
 * @param startedNanos when it began
 * @param endedNanos when it failed; meaningless while it runs
 * @param failure what went wrong; null while it runs
 * @param probe whether it finds out if the deployment is well
 */
public record Attempt(
    int place,
    long startedNanos,
    long endedNanos,
    @Nullable VaultGateException failure,
    boolean probe) {

  static Attempt begun(int place, long nanoTime) {
    return begun(place, nanoTime, Health.Entry.USUAL);
  }

  static Attempt begun(int place, long nanoTime, Health.Entry entry) {
    return new Attempt(place, nanoTime, nanoTime, null, entry == Health.Entry.PROBE);
  }

  Health.Entry entry() {
    return probe ? Health.Entry.PROBE : Health.Entry.USUAL;
  }

  Attempt failed(VaultGateException failure, long nanoTime) {
    return new Attempt(place, startedNanos, nanoTime, failure, probe);
  }

  boolean isRunning() {
    return failure == null;
  }

  /** What the provider did wrong, or null when it was not the provider. */
  public @Nullable UpstreamFault fault() {
    return failure instanceof UpstreamException upstream ? upstream.fault() : null;
  }

  /** How the attempt ended, for the route trace: the provider's status, or a word. */
  public String outcome() {
    if (failure instanceof UpstreamException upstream) {
      int status = upstream.report().status();
      return status > 0
          ? Integer.toString(status)
          : upstream.fault().name().toLowerCase(Locale.ROOT);
    }
    return failure instanceof InvalidRequestException refused
        ? Integer.toString(refused.status())
        : "cancelled";
  }
}
