package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import org.jspecify.annotations.Nullable;

/**
 * Whether a deployment may be tried now.
 *
 * @param restUntil the nanosecond at which it may be tried again; meaningless while {@code why} is
 *     null
 * @param why what put it to rest, or null when it is ready
 */
public record Standing(long restUntil, @Nullable UpstreamFault why) {

  public static final Standing READY = new Standing(0, null);

  public boolean isReady() {
    return why == null;
  }
}
